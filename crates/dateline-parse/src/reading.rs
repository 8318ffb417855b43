//! Tokens in, what the model says of them out: sentences, syntax, names, attributions.
//!
//! The model reads windows, a paragraph or a part of a long one, and a window's reading depends on its words alone:
//! what was read before in the run is not read again. A document is read in portions, so that memory does not grow
//! with its length. Only what is wanted is computed.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use dateline_reader::{Cache, Encoded, Pair, Reader, Scratch, Window};
use dateline_schema::{Attribution, Doc, NameKind, Role, Upos, Word};

use crate::{Wants, ends};

/// Words whose states are in memory at once, 5 kB each; at most a window more.
const PORTION: usize = 4096;

/// Windows whose readings are kept, some 10 kB each.
const REMEMBERED: usize = 2048;

/// The model with what its use needs; shared between threads.
pub(crate) struct Model {
    reader: Reader,
    /// What the model's labels are here, in its order.
    upos: Vec<Upos>,
    xpos: Vec<Arc<str>>,
    deprels: Vec<Arc<str>>,
    kinds: Vec<NameKind>,
    seen: Cache<Reading>,
    /// Buffers of threads that do not read now.
    idle: Mutex<Vec<Scratch>>,
}

/// What the model found in a document; tokens are counted in the document.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The tokens of each sentence with their line.
    pub(crate) sentences: Vec<(Range<usize>, usize)>,
    /// One for each token, if syntax was wanted.
    pub(crate) words: Vec<Word>,
    pub(crate) names: Vec<FoundName>,
    /// Empty unless they were wanted.
    pub(crate) attributions: Vec<Attribution>,
}

/// A name that the model found.
#[derive(Clone, Debug)]
pub(crate) struct FoundName {
    pub(crate) tokens: Range<usize>,
    pub(crate) kind: NameKind,
    pub(crate) probability: f32,
    pub(crate) fits: Fits,
}

/// How well each kind of [`NameKind::ALL`] fits a name; differences are logarithms of odds.
pub(crate) type Fits = [f32; NameKind::ALL.len()];

/// Whose the ends of sentences are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    /// The document's, which stay.
    Given,
    /// The rules', which the model may correct.
    Proposed,
}

/// What the model says of one window; words are counted from the window's first.
#[derive(Debug)]
struct Reading {
    wants: Wants,
    /// The probability that a sentence ends with each word.
    ends: Vec<f32>,
    /// The sentences that the arcs are for.
    sentences: Vec<Range<usize>>,
    tags: dateline_reader::Tags,
    arcs: Vec<dateline_reader::Arc>,
    names: Vec<dateline_reader::Name>,
    attributions: Vec<dateline_reader::Attribution>,
}

/// A window with its place in the document.
struct Placed<'a> {
    window: Window,
    words: Vec<&'a str>,
    tokens: Range<usize>,
    line: usize,
}

impl Model {
    pub(crate) fn new(reader: Reader) -> Self {
        let shared = |labels: &[String]| labels.iter().map(|label| Arc::from(&**label)).collect();
        let labels = reader.labels();
        let upos = labels.upos.iter();
        let kinds = reader.name_kinds().iter();
        Self {
            // A label that only a later model knows is what UD calls other, and a name of any other kind.
            upos: upos
                .map(|tag| Upos::from_name(tag).unwrap_or(Upos::X))
                .collect(),
            xpos: shared(&labels.xpos),
            deprels: shared(&labels.deprel),
            kinds: kinds
                .map(|kind| NameKind::from_name(kind).unwrap_or(NameKind::Misc))
                .collect(),
            seen: Cache::new(REMEMBERED),
            idle: Mutex::new(Vec::new()),
            reader,
        }
    }

    /// Reads a document whose sentences and tokens are known, the sentences by rules or for good.
    pub(crate) fn read(&self, doc: &Doc, wants: Wants, whose: Ends) -> Found {
        let mut scratch = self.idle().pop().unwrap_or_default();
        let mut found = Found::default();
        let mut stops = vec![false; doc.tokens.len()];
        for sent in doc.sentences.iter().filter(|sent| !sent.tokens.is_empty()) {
            stops[sent.tokens.end - 1] = true;
        }
        let portion = Portion {
            model: self,
            doc,
            wants,
            whose,
            stops: &stops,
        };
        let (mut waiting, mut n_words) = (Vec::new(), 0);
        for sents in doc.sentences.chunk_by(|a, b| a.line == b.line) {
            let (first, last) = (&sents[0], &sents[sents.len() - 1]);
            let paragraph = first.tokens.start..last.tokens.end;
            let words: Vec<&str> = paragraph.clone().map(|idx| doc.token_text(idx)).collect();
            for window in self.reader.windows(&words) {
                let tokens =
                    paragraph.start + window.words().start..paragraph.start + window.words().end;
                n_words += tokens.len();
                waiting.push(Placed {
                    words: words[window.words()].to_vec(),
                    window,
                    tokens,
                    line: first.line,
                });
                if n_words >= PORTION {
                    portion.read(&mut waiting, &mut scratch, &mut found);
                    n_words = 0;
                }
            }
        }
        portion.read(&mut waiting, &mut scratch, &mut found);
        self.idle().push(scratch);
        found
    }

    /// The event types that the model tells of pairs, with their probabilities; empty if it tells none.
    pub(crate) fn pair_types(&self, pair: &Pair<'_>) -> Vec<(&str, f32)> {
        let mut scratch = self.idle().pop().unwrap_or_default();
        let probabilities = self
            .reader
            .pair_types(std::slice::from_ref(pair), &mut scratch)
            .concat();
        self.idle().push(scratch);
        let labels = self.reader.labels().events.iter();
        labels.map(String::as_str).zip(probabilities).collect()
    }

    /// The fits of our kinds from those of the model's; a kind that the model lacks fits nothing.
    fn fits(&self, of_model: &[f32]) -> Fits {
        NameKind::ALL.map(|kind| {
            let of_kind = self.kinds.iter().zip(of_model);
            of_kind
                .filter(|(other, _)| **other == kind)
                .map(|(_, fit)| *fit)
                .fold(f32::MIN / 1e6, f32::max)
        })
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Scratch>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model").finish_non_exhaustive()
    }
}

/// Reads some windows of a document.
struct Portion<'a> {
    model: &'a Model,
    doc: &'a Doc,
    wants: Wants,
    whose: Ends,
    /// For each token whether a sentence ends with it, by the rules or for good.
    stops: &'a [bool],
}

impl Portion<'_> {
    /// Reads the windows that wait and adds what was found.
    fn read(&self, waiting: &mut Vec<Placed<'_>>, scratch: &mut Scratch, found: &mut Found) {
        let known: Vec<_> = waiting.iter().map(|placed| self.recall(placed)).collect();
        let new: Vec<Window> = (waiting.iter().zip(&known))
            .filter(|(_, known)| known.is_none())
            .map(|(placed, _)| placed.window.clone())
            .collect();
        let mut encoded = self.model.reader.encode(&new, scratch);
        let mut n_read = 0;
        for (placed, known) in waiting.drain(..).zip(known) {
            let (reading, sentences) = known.unwrap_or_else(|| {
                let reading = Arc::new(self.look(&placed, &mut encoded, n_read));
                n_read += 1;
                self.model.seen.insert(&placed.words, Arc::clone(&reading));
                let sentences = reading.sentences.clone();
                (reading, sentences)
            });
            self.place(&placed, &reading, &sentences, found);
        }
    }

    /// What was read of the same words before, if it holds all that is wanted, and the window's sentences here.
    fn recall(&self, placed: &Placed<'_>) -> Option<(Arc<Reading>, Vec<Range<usize>>)> {
        let reading = self.model.seen.get(&placed.words)?;
        let sentences = self.sentences(placed, &reading.ends);
        let is_whole = reading.wants.covers(self.wants)
            && (!self.wants.syntax || reading.sentences == sentences);
        is_whole.then_some((reading, sentences))
    }

    fn look(&self, placed: &Placed<'_>, encoded: &mut Encoded<'_>, idx: usize) -> Reading {
        let ends = encoded.sentence_ends(idx);
        let sentences = self.sentences(placed, &ends);
        let mut reading = Reading {
            wants: self.wants,
            ends,
            tags: dateline_reader::Tags::default(),
            arcs: Vec::new(),
            names: Vec::new(),
            attributions: Vec::new(),
            sentences,
        };
        if self.wants.syntax {
            reading.tags = encoded.tags(idx);
            reading.arcs = encoded.trees(idx, &reading.sentences).concat();
        }
        if self.wants.names {
            reading.names = encoded.names(idx);
        }
        if self.wants.attributions {
            reading.attributions = encoded.attributions(idx);
        }
        reading
    }

    fn place(
        &self,
        placed: &Placed<'_>,
        reading: &Reading,
        sentences: &[Range<usize>],
        found: &mut Found,
    ) {
        let first = placed.tokens.start;
        let in_doc = |words: &Range<usize>| first + words.start..first + words.end;
        for words in sentences {
            found.sentences.push((in_doc(words), placed.line));
        }
        if self.wants.syntax {
            for (idx, arc) in reading.arcs.iter().enumerate() {
                let upos = self.model.upos[reading.tags.upos[idx]];
                let xpos_idx = reading.tags.xpos[idx];
                let lemma = self.model.reader.lemma(placed.words[idx], xpos_idx);
                let xpos = Arc::clone(&self.model.xpos[xpos_idx]);
                found.words.push(Word {
                    lemma: lemma.into(),
                    upos,
                    xpos,
                    head: arc.head.map(|head| first + head),
                    deprel: Arc::clone(&self.model.deprels[arc.label]),
                });
            }
        }
        if self.wants.names {
            found
                .names
                .extend(reading.names.iter().map(|name| FoundName {
                    tokens: in_doc(&name.words),
                    kind: self.model.kinds[name.kind],
                    probability: name.probability,
                    fits: self.model.fits(&name.fits),
                }));
        }
        if self.wants.attributions {
            let attributions = reading.attributions.iter();
            found
                .attributions
                .extend(attributions.map(|read| Attribution {
                    cue: in_doc(&read.cue),
                    source: read.source.as_ref().map(in_doc),
                    content: read.content.iter().map(in_doc).collect(),
                    cue_probability: read.cue_probability,
                    source_probability: read.source_probability,
                    content_probability: read.content_probability,
                }));
        }
    }

    /// The sentences of a window, counted from its first word.
    fn sentences(&self, placed: &Placed<'_>, probabilities: &[f32]) -> Vec<Range<usize>> {
        let stops = &self.stops[placed.tokens.clone()];
        let keeps = self.whose == Ends::Given || self.doc.lines[placed.line].role == Role::Headline;
        if keeps {
            return ends::between(stops.iter().copied());
        }
        let tokens = &self.doc.tokens;
        let words: Vec<ends::Word<'_>> = (placed.tokens.clone().zip(&placed.words))
            .map(|(idx, &text)| ends::Word {
                text,
                touches: idx > 0 && tokens[idx - 1].span.end == tokens[idx].span.start,
            })
            .collect();
        ends::weigh(&words, stops, probabilities)
    }
}
