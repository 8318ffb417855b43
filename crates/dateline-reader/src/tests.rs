//! What holds for the reader as a whole, on a model with random weights.

use std::ops::Range;
use std::sync::LazyLock;

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use crate::lanes::Instructions;
use crate::linear::Linear;
use crate::random_model::{Model, random_model};
use crate::{Encoded, ModelErrorKind, Pair, Reader, Scratch, Window};

const VOCABULARY: usize = 400;

static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| random_model(2, VOCABULARY, 7).to_bytes());
static READER: LazyLock<Reader> = LazyLock::new(|| reader_on(Instructions::Best));

fn reader_on(instructions: Instructions) -> Reader {
    let mut reader = Reader::from_bytes(BYTES.clone()).unwrap();
    reader.use_instructions(instructions);
    reader
}

/// The same model with a branch for pairs.
static PAIR_READER: LazyLock<Reader> = LazyLock::new(|| pair_reader_on(Instructions::Best));

fn pair_reader_on(instructions: Instructions) -> Reader {
    let mut model = random_model(1, VOCABULARY, 7);
    model.add_pair_branch(2, 11);
    let mut reader = Reader::from_bytes(model.to_bytes()).unwrap();
    reader.use_instructions(instructions);
    reader
}

/// Paragraphs of several lengths.
fn paragraphs() -> Vec<Window> {
    let word = |number: usize| {
        [
            "the", "Minister", "said", "“", "resign", "”", "on", "Monday", "x-7", ".",
        ][number % 10]
    };
    [1, 2, 15, 16, 17, 40, 70, 160]
        .into_iter()
        .flat_map(|length| {
            let words: Vec<&str> = (0..length).map(|at| word(at * at + length)).collect();
            READER.windows(&words)
        })
        .collect()
}

/// Everything that is read of a window, to the bit.
fn transcript(encoded: &mut Encoded<'_>, window: usize) -> String {
    let states: Vec<u32> = encoded
        .states(window)
        .flatten()
        .map(|value| value.to_bits())
        .collect();
    let sentences = encoded.sentences(window);
    format!(
        "{states:?} {sentences:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        encoded.sentence_ends(window),
        encoded.tags(window),
        encoded.names(window),
        encoded.triggers(window),
        encoded.trees(window, &sentences),
        encoded.attributions(window),
    )
}

fn transcripts(reader: &Reader, windows: &[Window]) -> Vec<String> {
    let mut scratch = Scratch::new();
    let mut encoded = reader.encode(windows, &mut scratch);
    (0..encoded.n_windows())
        .map(|window| transcript(&mut encoded, window))
        .collect()
}

fn digest(transcripts: &[String]) -> String {
    let hash = Sha256::digest(transcripts.join("\n"));
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn the_bits_are_the_same_on_every_instruction_set() {
    let windows = paragraphs();
    // A change here is a change of every result: intended, or a float step that is not as exact as it was.
    let expected = "be69adf59e00ed9a";
    assert_eq!(
        digest(&transcripts(&READER, &windows)),
        expected,
        "the best instructions of this machine"
    );
    assert_eq!(
        digest(&transcripts(&reader_on(Instructions::Generic), &windows)),
        expected,
        "generic"
    );
    #[cfg(target_arch = "x86_64")]
    if rten_simd::isa::Avx2Isa::new().is_some() {
        assert_eq!(
            digest(&transcripts(&reader_on(Instructions::Avx2), &windows)),
            expected,
            "AVX2"
        );
    }
}

#[test]
fn lists_change_what_is_read_and_the_bits_are_the_same_on_every_instruction_set() {
    let mut model = random_model(1, VOCABULARY, 7);
    model.add_lists(3, &[1, 2, 3], 5);
    let mut reader = Reader::from_bytes(model.to_bytes()).unwrap();
    let mut windows = READER.windows(&["the", "Minister", "said"]);
    let unlisted = transcripts(&reader, &windows);
    let first = windows[0].first[2];
    let mut seen = vec![unlisted];
    for lists in [0b1, 0b100, 0b111] {
        windows[0].lists[first] = lists;
        let best = transcripts(&reader, &windows);
        assert!(!seen.contains(&best), "{lists:b}");
        reader.use_instructions(Instructions::Generic);
        assert!(transcripts(&reader, &windows) == best, "{lists:b}");
        reader.use_instructions(Instructions::Best);
        seen.push(best);
    }
    // The bits of lists that this reader does not have are of no weight.
    windows[0].lists[first] = 0b1111;
    assert!(transcripts(&reader, &windows) == seen[3]);
}

#[test]
fn integer_products_are_exact() {
    let (stored, rows, expected) = crate::linear::extreme_product();
    for linear in [Linear::pack(stored.clone()), Linear::pack_portable(stored)] {
        let mut sums = Vec::new();
        let sums = linear.multiply(&rows, 0..rows.len(), &mut sums);
        assert!(sums == expected);
    }
}

#[test]
fn the_bits_are_the_same_outside_and_inside_a_pool_of_threads() {
    let windows = paragraphs();
    let alone = transcripts(&READER, &windows);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(3)
        .build()
        .unwrap();
    assert!(pool.install(|| transcripts(&READER, &windows)) == alone);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3)
            .map(|_| scope.spawn(|| transcripts(&READER, &windows)))
            .collect();
        for thread in threads {
            assert!(thread.join().unwrap() == alone);
        }
    });
}

#[test]
fn a_scratch_remembers_nothing() {
    let windows = paragraphs();
    let mut scratch = Scratch::new();
    READER.encode(&windows, &mut scratch);
    let mut again = READER.encode(&windows[..1], &mut scratch);
    assert_eq!(
        transcript(&mut again, 0),
        transcripts(&READER, &windows[..1])[0]
    );
}

#[test]
fn nothing_is_read_of_nothing() {
    let mut scratch = Scratch::new();
    assert!(READER.windows(&[]).is_empty());
    assert_eq!(READER.encode(&[], &mut scratch).n_windows(), 0);
}

#[test]
fn trees_have_one_root_each_and_stay_in_their_sentence() {
    let windows = paragraphs();
    let root = READER
        .labels()
        .deprel
        .iter()
        .position(|label| label == "root")
        .unwrap();
    let mut scratch = Scratch::new();
    let mut encoded = READER.encode(&windows, &mut scratch);
    for (number, window) in windows.iter().enumerate() {
        let half = window.n_words() / 2;
        let sentences = [0..half, half..window.n_words()];
        for (sentence, arcs) in sentences.iter().zip(encoded.trees(number, &sentences)) {
            assert_eq!(arcs.len(), sentence.len());
            assert_eq!(
                arcs.iter().filter(|arc| arc.head.is_none()).count(),
                usize::from(!sentence.is_empty())
            );
            for arc in arcs {
                assert_eq!(arc.head.is_none(), arc.label == root);
                assert!(arc.head.is_none_or(|head| sentence.contains(&head)));
            }
        }
    }
}

#[test]
fn hostile_words_are_read() {
    let long = "x".repeat(50_000);
    let marks = "\u{301}".repeat(50_000);
    let dashes = "-".repeat(50_000);
    let mixed = "a\u{301}中-".repeat(10_000);
    let words = [
        "",
        "\0",
        "\u{7f}\u{85}",
        &marks,
        &long,
        &dashes,
        &mixed,
        "\u{202e}",
        "\u{1f600}",
        "\u{fffd}",
        " ",
        "\n",
    ];
    let windows = READER.windows(&words);
    assert_eq!(
        windows.iter().map(Window::n_words).sum::<usize>(),
        words.len()
    );
    for transcript in transcripts(&READER, &windows) {
        assert!(!transcript.contains("NaN"), "{transcript}");
    }
    // A million words in one line become many windows.
    let many = READER.windows(&vec!["the"; 1_000_000]);
    assert!(many.iter().all(|window| window.n_words() <= 160));
}

#[test]
fn a_window_of_another_reader_is_no_panic() {
    let larger = Reader::from_bytes(random_model(1, 500, 3).to_bytes()).unwrap();
    let smaller = Reader::from_bytes(random_model(1, 120, 3).to_bytes()).unwrap();
    assert_eq!(
        transcripts(&smaller, &larger.windows(&["~", "the", "x"])).len(),
        1
    );
}

const PAIR_WORDS: [&str; 9] = [
    "the", "Minister", "said", "“", "x-7", "”", "would", "resign", ".",
];

fn pair(actor: Range<usize>, recipient: Range<usize>) -> Pair<'static> {
    Pair {
        words: &PAIR_WORDS,
        actor,
        recipient,
    }
}

#[test]
fn pair_types_are_probabilities_that_depend_on_the_roles() {
    let pairs = [
        pair(0..2, 4..5),
        pair(4..5, 0..2),
        pair(0..2, 6..7),
        pair(0..0, 9..9),
    ];
    let types = PAIR_READER.pair_types(&pairs, &mut Scratch::new());
    assert_eq!(types.len(), pairs.len());
    for (number, probabilities) in types.iter().enumerate() {
        assert_eq!(probabilities.len(), PAIR_READER.labels().events.len());
        assert!(probabilities.iter().all(|value| *value > 0.0));
        assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert!(!types[..number].contains(probabilities), "{number}");
    }
}

#[test]
fn pair_types_have_the_same_bits_in_every_batch_and_on_every_instruction_set() {
    let long = vec!["said"; 400];
    let mut pairs: Vec<Pair<'_>> = (0..20).map(|at| pair(at % 5..at % 5 + 1, 6..8)).collect();
    pairs.push(Pair {
        words: &long,
        actor: 10..12,
        recipient: 390..400,
    });
    pairs.push(Pair {
        words: &[],
        actor: 0..0,
        recipient: 0..0,
    });
    let together = PAIR_READER.pair_types(&pairs, &mut Scratch::new());
    let mut scratch = Scratch::new();
    for (pair, together) in pairs.iter().zip(&together) {
        let alone = PAIR_READER.pair_types(std::slice::from_ref(pair), &mut scratch);
        assert_eq!(alone, std::slice::from_ref(together));
    }
    let generic = pair_reader_on(Instructions::Generic);
    assert_eq!(generic.pair_types(&pairs, &mut Scratch::new()), together);
}

#[test]
fn a_branch_for_pairs_changes_nothing_else() {
    let windows = paragraphs();
    let without = Reader::from_bytes(random_model(1, VOCABULARY, 7).to_bytes()).unwrap();
    assert_eq!(
        transcripts(&without, &windows[..4]),
        transcripts(&PAIR_READER, &windows[..4])
    );
}

#[test]
fn a_model_without_the_branch_says_nothing_of_pairs() {
    assert!(PAIR_READER.tells_pair_types());
    assert!(!READER.tells_pair_types());
    let types = READER.pair_types(&[pair(0..2, 4..5)], &mut Scratch::new());
    assert_eq!(types, [Vec::<f32>::new()]);
    assert!(PAIR_READER.pair_types(&[], &mut Scratch::new()).is_empty());
}

#[test]
#[should_panic(expected = "a party is part of its sentence")]
fn a_party_beyond_its_sentence_is_a_fault_of_the_caller() {
    PAIR_READER.pair_types(&[pair(0..2, 8..10)], &mut Scratch::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_bits_are_the_same_in_every_batch(
        paragraphs in proptest::collection::vec(proptest::collection::vec("[a-zA-Z0-9“”.\"]{1,6}|\\PC{0,3}", 1..60), 1..6)
    ) {
        let windows: Vec<Window> = paragraphs
            .iter()
            .flat_map(|words| READER.windows(&words.iter().map(String::as_str).collect::<Vec<_>>()))
            .collect();
        let together = transcripts(&READER, &windows);
        for (number, window) in windows.iter().enumerate() {
            prop_assert_eq!(&transcripts(&READER, std::slice::from_ref(window))[0], &together[number]);
        }
    }
}

fn refusal(change: impl FnOnce(&mut Model)) -> (ModelErrorKind, String) {
    let mut model = random_model(1, 110, 5);
    change(&mut model);
    let error = Reader::from_bytes(model.to_bytes())
        .err()
        .expect("the model is damaged");
    (error.kind(), error.to_string())
}

#[track_caller]
fn check_refusal(change: impl FnOnce(&mut Model), kind: ModelErrorKind, message: &str) {
    assert_eq!(refusal(change), (kind, message.to_owned()));
}

#[test]
fn a_foreign_model_is_refused() {
    check_refusal(
        |model| model.format = "other/2".into(),
        ModelErrorKind::Format,
        "model file: format: is `other/2`, and only `dateline-reader/1` is read",
    );
    check_refusal(
        |model| model.config["hidden"] = 768.into(),
        ModelErrorKind::Config,
        "model file: config: hidden: is 768, and only 384 is supported",
    );
    check_refusal(
        |model| model.config["layers"] = 0.into(),
        ModelErrorKind::Config,
        "model file: config: layers: is 0",
    );
    check_refusal(
        |model| model.config["labels"]["names"][1] = "PER".into(),
        ModelErrorKind::Config,
        "model file: config: labels.names: has `PER`, which begins with neither `B-` nor `I-`",
    );
    check_refusal(
        |model| model.config["thresholds"]["cue"] = "high".into(),
        ModelErrorKind::Config,
        "model file: config: cue: is not a number",
    );
}

#[test]
fn a_damaged_tensor_is_named() {
    let tensor = |model: &Model, name: &str| {
        model
            .tensors
            .iter()
            .position(|tensor| tensor.name == name)
            .unwrap()
    };
    check_refusal(
        |model| {
            model
                .tensors
                .retain(|tensor| tensor.name != "layers.0.up.scale");
        },
        ModelErrorKind::Missing,
        "model file: layers.0.up.scale: is missing",
    );
    check_refusal(
        |model| {
            let at = tensor(model, "heads.upos.weight");
            model.tensors[at].dtype = "U8";
        },
        ModelErrorKind::Shape,
        "model file: heads.upos.weight: is U8 [17, 384], and should be I8 [17, 384]",
    );
    check_refusal(
        |model| {
            let at = tensor(model, "layers.0.qkv.weight");
            model.tensors[at].shape = vec![384, 1152];
        },
        ModelErrorKind::Shape,
        "model file: layers.0.qkv.weight: is I8 [384, 1152], and should be I8 [1152, 384]",
    );
    check_refusal(
        |model| model.config["labels"]["upos"] = serde_json::json!(["A", "B"]),
        ModelErrorKind::Shape,
        "model file: heads.upos.weight: is I8 [17, 384], and should be I8 [2, 384]",
    );
    check_refusal(
        |model| {
            let at = tensor(model, "layers.0.norm1.bias");
            model.tensors[at].data[..4].copy_from_slice(&f32::NAN.to_le_bytes());
        },
        ModelErrorKind::Value,
        "model file: layers.0.norm1.bias: holds a value that is not finite",
    );
    check_refusal(
        |model| {
            let at = tensor(model, "embeddings.word.scale");
            model.tensors[at].data[..2].copy_from_slice(&0x7c00u16.to_le_bytes());
        },
        ModelErrorKind::Value,
        "model file: embeddings.word.scale: holds a value that is not finite",
    );
    check_refusal(
        |model| {
            let at = tensor(model, "layers.0.down.weight");
            model.tensors[at].data[5] = 64;
        },
        ModelErrorKind::Value,
        "model file: layers.0.down.weight: holds a weight outside -63..=63",
    );
    check_refusal(
        |model| {
            let at = tensor(model, "vocabulary");
            model.tensors[at].data[0] = 0xff;
        },
        ModelErrorKind::Value,
        "model file: vocabulary: invalid utf-8 sequence of 1 bytes from index 0",
    );
}

#[test]
fn damaged_lists_are_refused() {
    let check = |change: &dyn Fn(&mut Model), kind, message| {
        check_refusal(
            |model| {
                model.add_lists(2, &[7, 8], 3);
                change(model);
            },
            kind,
            message,
        );
    };
    fn tensor<'a>(model: &'a mut Model, name: &str) -> &'a mut Vec<u8> {
        let found = model.tensors.iter_mut().find(|tensor| tensor.name == name);
        &mut found.unwrap().data
    }
    check(
        &|model| tensor(model, "lists.sizes")[9] = 1,
        ModelErrorKind::Value,
        "model file: lists.sizes: do not add up to the number of names",
    );
    check(
        &|model| tensor(model, "lists.set_of")[1] = 2,
        ModelErrorKind::Value,
        "model file: lists.set_of: names a set that there is not",
    );
    check(
        &|model| {
            model
                .tensors
                .retain(|tensor| tensor.name != "embeddings.lists");
        },
        ModelErrorKind::Missing,
        "model file: embeddings.lists: is missing",
    );
    check(
        &|model| model.config["lists"][1]["has_phrases"] = 1.into(),
        ModelErrorKind::Config,
        "model file: config: lists: one has no truth value `has_phrases`",
    );
}

#[test]
fn a_damaged_branch_for_pairs_is_refused() {
    let check = |change: &dyn Fn(&mut Model), kind, message| {
        check_refusal(
            |model| {
                model.add_pair_branch(1, 3);
                change(model);
            },
            kind,
            message,
        );
    };
    let without = |name: &'static str| {
        move |model: &mut Model| model.tensors.retain(|tensor| tensor.name != name)
    };
    check(
        &without("pair.out.bias"),
        ModelErrorKind::Missing,
        "model file: pair.out.bias: is missing",
    );
    check(
        &without("pair.embeddings.role"),
        ModelErrorKind::Missing,
        "model file: pair.embeddings.role: is missing",
    );
    check(
        &|model| model.config["pair_layers"] = 2.into(),
        ModelErrorKind::Missing,
        "model file: pair.layers.1.qkv.weight: is missing",
    );
    check(
        &|model| model.config["pair_layers"] = "one".into(),
        ModelErrorKind::Config,
        "model file: config: pair_layers: is not a whole number",
    );
    check(
        &|model| model.config["pair_layers"] = 1000.into(),
        ModelErrorKind::Config,
        "model file: config: pair_layers: is 1000, more than 24",
    );
    check(
        &|model| model.config["labels"]["events"] = serde_json::json!([]),
        ModelErrorKind::Config,
        "model file: config: labels.events: is empty, and there are pair_layers",
    );
    check(
        &|model| model.config["labels"]["events"] = serde_json::json!(["A", "B"]),
        ModelErrorKind::Shape,
        "model file: pair.out.weight: is I8 [4, 1536], and should be I8 [2, 1536]",
    );
}

#[test]
fn a_file_cut_short_is_refused() {
    let bytes = random_model(1, 110, 5).to_bytes();
    for length in [0, 7, 8, 100, 4000, bytes.len() / 2, bytes.len() - 1] {
        let error = Reader::from_bytes(bytes[..length].to_vec())
            .err()
            .expect("the file is cut short");
        assert_eq!(error.kind(), ModelErrorKind::Container, "{length}: {error}");
    }
}

#[test]
fn a_changed_header_is_no_panic() {
    let bytes = random_model(1, 110, 5).to_bytes();
    let mut refused = 0;
    for at in (0..9000).step_by(61) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x15;
        refused += usize::from(Reader::from_bytes(damaged).is_err());
    }
    assert!(refused > 100, "{refused} of 148 changes were found");
}
