//! One page's sentences in CoNLL-U (universaldependencies.org/format.html).
//!
//! A document is a page, a paragraph a line of its text. The words of a contraction ("didn't") stand under a range
//! line with the whole. What was not asked for or not read is `_`. Names stand in MISC as `NER=B-PERSON` and
//! `NER=I-PERSON`, with the kinds of [`NameKind`](dateline_schema::NameKind). A page without words gives nothing:
//! the format has no place for it.

use std::ops::Range;

use dateline_schema::{Diagnostic, Doc, Name, Sentence, Span};
use serde_json::Value;

use super::Request;
use crate::{Engine, Layer, Layers};

/// Reads the page of a request and writes its sentences, as far as the layers `tokens` and `names` were asked for.
#[must_use]
pub fn conllu(engine: &Engine, request: &Request, layers: Layers) -> String {
    let reading = engine.read(&request.page, layers);
    let remarks = [&request.diagnostics, &reading.report.diagnostics];
    write(
        &request.id,
        &reading.doc,
        remarks.into_iter().flatten(),
        layers,
    )
}

fn write<'a>(
    id: &Value,
    doc: &Doc,
    remarks: impl Iterator<Item = &'a Diagnostic>,
    layers: Layers,
) -> String {
    if doc.sentences.is_empty() {
        return String::new();
    }
    let id = one_line(&id.as_str().map_or_else(|| id.to_string(), str::to_owned));
    let mut out = format!("# newdoc id = {id}\n");
    for remark in remarks {
        out.push_str(&format!("# remark = {}\n", one_line(&remark.to_string())));
    }
    let names = layers.has(Layer::Names).then_some(doc.names.as_slice());
    let writer = Writer {
        doc,
        has_syntax: layers.has(Layer::Tokens) && doc.syntax.is_some(),
        names: names.unwrap_or_default(),
    };
    let mut line = None;
    for (idx, sent) in doc.sentences.iter().enumerate() {
        if line.replace(sent.line) != Some(sent.line) {
            out.push_str(&format!("# newpar id = {id}-p{}\n", sent.line + 1));
        }
        out.push_str(&format!("# sent_id = {id}-s{}\n# text = ", idx + 1));
        writer.sentence(sent, &mut out);
        out.push('\n');
    }
    out
}

/// Text for a comment, which is one line.
fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control() || c.is_whitespace(), " ")
}

/// Writes the sentences of one document.
struct Writer<'a> {
    doc: &'a Doc,
    has_syntax: bool,
    names: &'a [Name],
}

impl Writer<'_> {
    /// The text of a sentence with single spaces, and a line for each of its words.
    fn sentence(&self, sent: &Sentence, out: &mut String) {
        for idx in sent.tokens.clone() {
            out.push_str(self.doc.token_text(idx));
            if idx + 1 < sent.tokens.end && self.has_space_after(idx) {
                out.push(' ');
            }
        }
        out.push('\n');
        let first = sent.tokens.start;
        let mut at = first;
        while at < sent.tokens.end {
            let whole = self.written_whole(at, sent.tokens.end);
            let space = (!self.has_space_after(whole.end - 1)).then_some("SpaceAfter=No");
            at = whole.end;
            if whole.len() == 1 {
                self.word(whole.start, first, space, out);
                continue;
            }
            let (head, last) = (
                self.doc.tokens[whole.start].span,
                self.doc.tokens[at - 1].span,
            );
            out.push_str(&format!(
                "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n",
                whole.start - first + 1,
                whole.end - first,
                head.cover(last).of(&self.doc.text),
                space.unwrap_or("_")
            ));
            for idx in whole {
                self.word(idx, first, None, out);
            }
        }
    }

    /// The words that are one in writing, from the one at `idx`, before `limit`.
    fn written_whole(&self, idx: usize, limit: usize) -> Range<usize> {
        let end = (idx + 1..limit).find(|next| !self.is_contracted(*next));
        idx..end.unwrap_or(limit)
    }

    /// Whether a word and the one before it are one in writing: letters and apostrophes that nothing parts.
    fn is_contracted(&self, idx: usize) -> bool {
        let (before, span) = (self.doc.tokens[idx - 1].span, self.doc.tokens[idx].span);
        let (host, word) = (before.of(&self.doc.text), span.of(&self.doc.text));
        let has_letter = word.contains(char::is_alphabetic);
        // The apostrophe of a plural's possessive looks like a closing mark; only the model tells them apart.
        let is_possessive = self
            .doc
            .syntax
            .as_ref()
            .is_some_and(|words| &*words[idx].xpos == "POS");
        let host_ends = host.ends_with(|c: char| c.is_alphanumeric() || c == '.');
        before.end == span.start
            && (is_letters(word) && has_letter && is_letters(host)
                || is_letters(word) && has_letter && word.starts_with(is_apostrophe) && host_ends
                || is_possessive)
    }

    /// One word's line; heads count from the word at `first`.
    fn word(&self, idx: usize, first: usize, space: Option<&str>, out: &mut String) {
        out.push_str(&format!(
            "{}\t{}\t",
            idx - first + 1,
            self.doc.token_text(idx)
        ));
        match self.doc.syntax.as_ref().filter(|_| self.has_syntax) {
            Some(words) => {
                let word = &words[idx];
                let head = word.head.map_or(0, |head| head - first + 1);
                let (lemma, upos) = (&word.lemma, word.upos.as_str());
                out.push_str(&format!(
                    "{lemma}\t{upos}\t{}\t_\t{head}\t{}\t_\t",
                    word.xpos, word.deprel
                ));
            }
            None => out.push_str("_\t_\t_\t_\t_\t_\t_\t"),
        }
        let name = self.name_tag(self.doc.tokens[idx].span);
        let misc: Vec<&str> = [name.as_deref(), space].into_iter().flatten().collect();
        let misc = if misc.is_empty() {
            "_".to_owned()
        } else {
            misc.join("|")
        };
        out.push_str(&misc);
        out.push('\n');
    }

    /// `B-` and the kind for the first word of a name, `I-` for the others.
    fn name_tag(&self, token: Span) -> Option<String> {
        let after = self
            .names
            .partition_point(|name| name.span.end <= token.start);
        let name = self
            .names
            .get(after)
            .filter(|name| name.span.overlaps(token))?;
        let place = if name.span.start < token.start {
            'I'
        } else {
            'B'
        };
        Some(format!("NER={place}-{}", name.kind.as_str().to_uppercase()))
    }

    /// Whether something stands between a word and the next one. After the last of a line something does.
    fn has_space_after(&self, idx: usize) -> bool {
        let next = self.doc.tokens.get(idx + 1);
        next.is_none_or(|next| next.span.start > self.doc.tokens[idx].span.end)
    }
}

fn is_letters(word: &str) -> bool {
    word.chars().all(|c| c.is_alphabetic() || is_apostrophe(c))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '′')
}
