//! What documents are made of: the project's own word lists, and numbers that look like chance.

/// The word lists.
pub(crate) struct Words {
    pub(crate) function: Vec<&'static str>,
    pub(crate) content: Vec<&'static str>,
    pub(crate) verbs: Vec<&'static str>,
    pub(crate) places: Vec<&'static str>,
    pub(crate) given: Vec<&'static str>,
    pub(crate) organizations: Vec<&'static str>,
}

impl Words {
    pub(crate) fn new() -> Self {
        let common = include_str!("../../../../data/parse/common-words.tsv");
        let of_class = |class: &str| -> Vec<&'static str> {
            rows(common)
                .filter(|cells| cells.get(1) == Some(&class))
                .map(|cells| cells[0])
                .collect()
        };
        let first = |table: &'static str| rows(table).map(|cells| cells[0]).collect();
        Self {
            function: of_class("function"),
            content: of_class("content"),
            verbs: first(include_str!("../../../../data/event/verbs.tsv")),
            places: rows(include_str!("../../../../data/actor/countries.tsv"))
                .map(|cells| cells[1])
                .collect(),
            given: first(include_str!("../../../../data/parse/given-names.tsv")),
            organizations: first(include_str!("../../../../data/actor/organizations.tsv")),
        }
    }

    pub(crate) fn pick(&self, words: &[&'static str], noise: &mut Noise) -> &'static str {
        words[noise.below(words.len())]
    }

    /// As in text, few words make up most of it.
    pub(crate) fn common(&self, noise: &mut Noise) -> &'static str {
        let words = if noise.chance(0.45) {
            &self.function
        } else {
            &self.content
        };
        let share = noise.share();
        words[(share * share * words.len() as f64) as usize]
    }

    pub(crate) fn name(&self, noise: &mut Noise) -> String {
        match noise.below(3) {
            0 => self.pick(&self.places, noise).to_owned(),
            1 => self.pick(&self.organizations, noise).to_owned(),
            _ => format!(
                "{} {}",
                self.pick(&self.given, noise),
                self.pick(&self.given, noise)
            ),
        }
    }

    /// A sentence of 8 to 28 words: who does what to whom, some of them named.
    pub(crate) fn sentence(&self, noise: &mut Noise, names: &[String]) -> Vec<String> {
        let n_words = 8 + noise.below(11) + noise.below(11);
        let mut sentence = Vec::with_capacity(n_words);
        while sentence.len() < n_words {
            match noise.below(10) {
                0 if !names.is_empty() => sentence.push(names[noise.below(names.len())].clone()),
                1 => sentence.push(self.pick(&self.verbs, noise).to_owned()),
                2 => sentence.push(format!("{}", 1 + noise.below(300))),
                _ => sentence.push(self.common(noise).to_owned()),
            }
        }
        sentence
    }
}

/// The rows of a table below its header.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split('\t').collect())
}

/// SplitMix64 (Steele, Lea and Flood 2014): numbers that look like chance, the same on every machine.
pub(crate) struct Noise(pub(crate) u64);

impl Noise {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// From 0 up to, but not, 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}
