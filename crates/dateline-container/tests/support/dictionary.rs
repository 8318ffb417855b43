//! `.warc.zst` with a dictionary, as the Internet Archive writes them: a skippable frame with the dictionary, and then
//! a frame a record, each of which takes its beginning out of the dictionary (Zstandard, RFC 8878).

/// The dictionary's number, beyond those that are reserved.
const ID: u32 = 0x0042_4242;

/// The frame that holds the dictionary; `packed` if it is compressed itself.
pub fn dictionary_frame(content: &[u8], packed: bool) -> Vec<u8> {
    let mut dictionary = 0xec30_a437_u32.to_le_bytes().to_vec();
    dictionary.extend(ID.to_le_bytes());
    // A Huffman table of two symbols with one bit each.
    dictionary.extend([128, 0x10]);
    // Tables for offsets, match lengths and literal lengths: two codes with half of 32 states each.
    dictionary.extend([0x10, 0x3f].repeat(3));
    for recent in [1_u32, 4, 8] {
        dictionary.extend(recent.to_le_bytes());
    }
    dictionary.extend(content);
    if packed {
        dictionary = super::zstd(&dictionary);
    }
    let mut frame = 0x184d_2a5d_u32.to_le_bytes().to_vec();
    frame.extend((dictionary.len() as u32).to_le_bytes());
    frame.extend(dictionary);
    frame
}

/// A record that begins with all of `content`, in a frame that holds only the rest of it.
pub fn frame_with_dictionary(record: &[u8], content: &[u8]) -> Vec<u8> {
    let rest = record.strip_prefix(content).expect("the record begins so");
    // Code and extra bits of the match: as long as the dictionary, from its beginning.
    let long = content.len() as u64 - 3;
    let n_long = long.ilog2();
    assert!(n_long >= 7, "shorter matches have other codes");
    let far = content.len() as u64 + 3;
    let n_far = far.ilog2();
    let bits = 1 << (n_far + n_long) | (far - (1 << n_far)) << n_long | (long - (1 << n_long));
    let n_bytes = (n_far + n_long) as usize / 8 + 1;

    // Literals as they are, after a header of two bytes. The match comes before them.
    let mut block = ((rest.len() as u16) << 4 | 0b0100).to_le_bytes().to_vec();
    block.extend(rest);
    // One sequence; each of its three codes is the only one of its table.
    block.extend([1, 0b0101_0100, 0, n_far as u8, 36 + n_long as u8]);
    block.extend(&u64::to_le_bytes(bits)[..n_bytes]);

    let mut frame = 0xfd2f_b528_u32.to_le_bytes().to_vec();
    // One segment, a size of two bytes, a dictionary's number of four.
    frame.push(0b0110_0011);
    frame.extend(ID.to_le_bytes());
    frame.extend((record.len() as u16 - 256).to_le_bytes());
    frame.extend(&((block.len() as u32) << 3 | 0b101).to_le_bytes()[..3]);
    frame.extend(block);
    frame
}
