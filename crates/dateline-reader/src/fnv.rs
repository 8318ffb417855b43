//! The 64-bit FNV-1a hash (Fowler, Noll and Vo), byte by byte, so that all beginnings of a text are hashed in one pass.

pub(crate) const SEED: u64 = 0xCBF2_9CE4_8422_2325;

pub(crate) fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
}
