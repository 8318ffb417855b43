//! A model file with random weights, for tests and benches: everything of the format but meaning.

use serde_json::json;

/// A tensor of a model file.
pub(crate) struct Tensor {
    pub(crate) name: String,
    pub(crate) dtype: &'static str,
    pub(crate) shape: Vec<usize>,
    pub(crate) data: Vec<u8>,
}

/// The metadata and tensors of a model file.
pub(crate) struct Model {
    pub(crate) format: String,
    pub(crate) config: serde_json::Value,
    pub(crate) tensors: Vec<Tensor>,
}

/// Numbers that look random and are the same everywhere (Knuth's linear congruential generator).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }

    /// From -1 to 1.
    fn float(&mut self) -> f32 {
        (self.next() >> 7) as f32 / (1 << 23) as f32 - 1.0
    }

    fn floats(&mut self, count: usize, middle: f32, spread: f32) -> Vec<u8> {
        (0..count)
            .flat_map(|_| (middle + spread * self.float()).to_le_bytes())
            .collect()
    }
}

const HIDDEN: usize = 384;

/// A model with so many layers; sizes are those of real ones but for the vocabulary.
pub(crate) fn random_model(layers: usize, vocabulary: usize, seed: u64) -> Model {
    let mut numbers = Numbers(seed);
    let relations: Vec<String> = std::iter::once("root".to_owned())
        .chain(labels("d", 36))
        .collect();
    let labels = json!({
        "upos": labels("U", 17),
        "xpos": labels("X", 49),
        "deprel": relations,
        "names": ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"],
        "events": labels("E", 4),
    });
    let config = json!({
        "layers": layers, "hidden": HIDDEN, "heads": 12, "ffn": 1536, "positions": 256,
        "labels": labels, "arc_dim": 256, "label_dim": 64, "link_dim": 192,
        "thresholds": {"sentence": 0.5, "cue": 0.5, "none_bias": 0.0, "attribution": 0.0, "trigger": 0.5},
    });
    let mut model = Model {
        format: "dateline-reader/1".into(),
        config,
        tensors: Vec::new(),
    };
    let text = pieces(vocabulary).join("\n").into_bytes();
    model.push("vocabulary", "U8", &[text.len()], text);
    let codes = (0..vocabulary * HIDDEN / 2)
        .map(|_| (numbers.next() % 15 + 1 + ((numbers.next() % 15 + 1) << 4)) as u8)
        .collect();
    model.push(
        "embeddings.word.codes",
        "U8",
        &[vocabulary, HIDDEN / 2],
        codes,
    );
    // 0x2000 is 2^-7 in half precision, and the rest of the bits vary it.
    let scale = (0..vocabulary * 12)
        .flat_map(|_| (0x2000 + (numbers.next() % 0x400) as u16).to_le_bytes())
        .collect();
    model.push("embeddings.word.scale", "F16", &[vocabulary, 12], scale);
    for (name, rows) in [("position", 256), ("shape", 8), ("quote", 3)] {
        let data = numbers.floats(rows * HIDDEN, 0.0, 0.03);
        model.push(&format!("embeddings.{name}"), "F32", &[rows, HIDDEN], data);
    }
    model.norm("embeddings.norm", &mut numbers);
    model.layers("", layers, &mut numbers);
    for (head, outputs) in [
        ("upos", 17),
        ("xpos", 49),
        ("sentence", 1),
        ("names", 7),
        ("cue", 3),
        ("source", 3),
        ("trigger", 1),
        ("arc.mlp", 512),
        ("label.mlp", 128),
        ("link.mlp", 768),
    ] {
        model.linear(&format!("heads.{head}"), HIDDEN, outputs, &mut numbers);
    }
    for (head, shape) in [
        ("arc.weight", &[256, 256][..]),
        ("arc.head", &[256]),
        ("label", &[37, 65, 65]),
        ("link.content", &[192, 192]),
        ("link.cue_prior", &[192]),
        ("link.source", &[192, 192]),
        ("link.source_prior", &[192]),
    ] {
        let data = numbers.floats(shape.iter().product(), 0.0, 0.3);
        model.push(&format!("heads.{head}"), "F32", shape, data);
    }
    model
}

impl Model {
    /// Adds the branch for event types of pairs, with so many layers.
    pub(crate) fn add_pair_branch(&mut self, layers: usize, seed: u64) {
        let mut numbers = Numbers(seed);
        self.config["pair_layers"] = layers.into();
        for (name, rows) in [("position", 256), ("shape", 8), ("quote", 3), ("role", 3)] {
            let data = numbers.floats(rows * HIDDEN, 0.0, 0.03);
            self.push(
                &format!("pair.embeddings.{name}"),
                "F32",
                &[rows, HIDDEN],
                data,
            );
        }
        self.norm("pair.embeddings.norm", &mut numbers);
        self.layers("pair.", layers, &mut numbers);
        let events = self.config["labels"]["events"]
            .as_array()
            .map_or(0, Vec::len);
        self.linear("pair.out", 4 * HIDDEN, events, &mut numbers);
    }

    /// Adds so many lists of names, with `keys[i]` as the only one in bucket `i` and in the list of bit `i`, in turn.
    pub(crate) fn add_lists(&mut self, lists: usize, keys: &[u16], seed: u64) {
        let kind = json!({"needs_capital": true, "has_phrases": true});
        self.config["lists"] = vec![kind; lists].into();
        let data = Numbers(seed).floats(lists * HIDDEN, 0.0, 0.3);
        self.push("embeddings.lists", "F32", &[lists, HIDDEN], data);
        let count = keys.len();
        let mut sizes = vec![1; count];
        sizes.resize(1 << 16, 0);
        let words = |words: &[u16]| words.iter().flat_map(|word| word.to_le_bytes()).collect();
        let sets: Vec<u16> = (0..lists).map(|bit| 1 << bit).collect();
        let set_of = (0..count).map(|at| (at % lists) as u8).collect();
        self.push("lists.sizes", "U8", &[1 << 16], sizes);
        self.push("lists.keys", "U16", &[count], words(keys));
        self.push("lists.set_of", "U8", &[count], set_of);
        self.push("lists.sets", "U16", &[lists], words(&sets));
    }

    fn layers(&mut self, prefix: &str, count: usize, numbers: &mut Numbers) {
        for layer in 0..count {
            let name = |part: &str| format!("{prefix}layers.{layer}.{part}");
            for (part, inputs, outputs) in [
                ("qkv", HIDDEN, 3 * HIDDEN),
                ("out", HIDDEN, HIDDEN),
                ("up", HIDDEN, 1536),
                ("down", 1536, HIDDEN),
            ] {
                self.linear(&name(part), inputs, outputs, numbers);
            }
            self.norm(&name("norm1"), numbers);
            self.norm(&name("norm2"), numbers);
        }
    }

    /// The bytes of the file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut header = serde_json::Map::new();
        let metadata = json!({"format": self.format, "config": self.config.to_string()});
        header.insert("__metadata__".into(), metadata);
        let mut end = 0;
        for tensor in &self.tensors {
            let start = end;
            end += tensor.data.len();
            let entry =
                json!({"dtype": tensor.dtype, "shape": tensor.shape, "data_offsets": [start, end]});
            header.insert(tensor.name.clone(), entry);
        }
        let mut header = serde_json::Value::Object(header).to_string();
        while !header.len().is_multiple_of(8) {
            header.push(' ');
        }
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend(header.bytes());
        for tensor in &self.tensors {
            bytes.extend(&tensor.data);
        }
        bytes
    }

    fn push(&mut self, name: &str, dtype: &'static str, shape: &[usize], data: Vec<u8>) {
        self.tensors.push(Tensor {
            name: name.into(),
            dtype,
            shape: shape.to_vec(),
            data,
        });
    }

    fn norm(&mut self, name: &str, numbers: &mut Numbers) {
        let (weight, bias) = (
            numbers.floats(HIDDEN, 1.0, 0.2),
            numbers.floats(HIDDEN, 0.0, 0.1),
        );
        self.push(&format!("{name}.weight"), "F32", &[HIDDEN], weight);
        self.push(&format!("{name}.bias"), "F32", &[HIDDEN], bias);
    }

    fn linear(&mut self, name: &str, inputs: usize, outputs: usize, numbers: &mut Numbers) {
        let weight = (0..inputs * outputs)
            .map(|_| (numbers.next() % 127) as u8)
            .map(|value| value.wrapping_sub(63));
        let weight = weight.collect();
        // Outputs are of about the size of the inputs: 36 is the standard deviation of the weights.
        let size = 1.5 / (36.0 * (inputs as f32).sqrt());
        let (scale, bias) = (
            numbers.floats(outputs, size, size / 4.0),
            numbers.floats(outputs, 0.0, 0.2),
        );
        self.push(&format!("{name}.weight"), "I8", &[outputs, inputs], weight);
        self.push(&format!("{name}.scale"), "F32", &[outputs], scale);
        self.push(&format!("{name}.bias"), "F32", &[outputs], bias);
    }
}

fn labels(prefix: &str, count: usize) -> Vec<String> {
    (0..count)
        .map(|number| format!("{prefix}{number}"))
        .collect()
}

/// Special pieces where the format wants them, single characters, and a few words.
fn pieces(count: usize) -> Vec<String> {
    let mut pieces: Vec<String> = (0..count).map(|id| format!("[unused{id}]")).collect();
    for (id, special) in [(100, "[UNK]"), (101, "[CLS]"), (102, "[SEP]")] {
        pieces[id] = special.into();
    }
    let characters = ('!'..='~').filter(|ch| !ch.is_ascii_uppercase());
    let spelled = characters.flat_map(|ch| [ch.to_string(), format!("##{ch}")]);
    let words = [
        "the", "said", "minister", "on", "monday", "would", "resign", "##ing", "##ed", "“", "”",
    ];
    for (slot, piece) in pieces[103..]
        .iter_mut()
        .zip(words.map(str::to_owned).into_iter().chain(spelled))
    {
        *slot = piece;
    }
    pieces
}
