//! CoNLL-U in, sentences out: gold data and what `dateline annotate --format conllu` writes, read alike.

use std::ops::Range;

use anyhow::{Context, Result, bail};

/// A sentence of a treebank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Whether a paragraph starts with it.
    pub(crate) opens_paragraph: bool,
    /// What is written between blanks and marks: a word, or the words of a contraction.
    pub(crate) tokens: Vec<Token>,
    pub(crate) words: Vec<Word>,
}

/// A token with its syntactic words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) form: String,
    /// Its words, as indices into [`Sentence::words`].
    pub(crate) words: Range<usize>,
    pub(crate) space_after: bool,
}

/// A syntactic word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) upos: String,
    /// The governing word's index in the sentence; `None` for the root, and where there is no tree.
    pub(crate) head: Option<usize>,
    pub(crate) deprel: String,
}

/// Reads the sentences of a file.
pub(crate) fn read(text: &str) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let mut sent = Sentence::default();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with("# newpar") || line.starts_with("# newdoc") {
            sent.opens_paragraph = true;
        } else if line.is_empty() && !sent.words.is_empty() {
            sentences.push(std::mem::take(&mut sent));
        } else if !line.is_empty() && !line.starts_with('#') {
            read_word(line, &mut sent).with_context(|| format!("line {}", number + 1))?;
        }
    }
    if !sent.words.is_empty() {
        sentences.push(sent);
    }
    Ok(sentences)
}

fn read_word(line: &str, sent: &mut Sentence) -> Result<()> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[id, form, lemma, upos, _, _, head, deprel, _, misc] = columns.as_slice() else {
        bail!("not ten columns");
    };
    let space_after = !misc.split('|').any(|feature| feature == "SpaceAfter=No");
    let token = |words: Range<usize>| Token {
        form: form.to_owned(),
        words,
        space_after,
    };
    if let Some((first, last)) = id.split_once('-') {
        let (first, last): (usize, usize) = (first.parse()?, last.parse()?);
        sent.tokens.push(token(first - 1..last));
    } else if !id.contains('.') {
        let at = sent.words.len();
        // The words of a contraction have its token already.
        if sent.tokens.last().is_none_or(|token| token.words.end <= at) {
            sent.tokens.push(token(at..at + 1));
        }
        sent.words.push(Word {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: upos.to_owned(),
            head: head
                .parse::<usize>()
                .ok()
                .and_then(|head| head.checked_sub(1)),
            deprel: deprel.to_owned(),
        });
    }
    Ok(())
}

/// The text of some sentences, a paragraph a line.
pub(crate) fn raw_text(sentences: &[Sentence]) -> String {
    let mut text = String::new();
    for sent in sentences {
        if sent.opens_paragraph && !text.is_empty() {
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        for token in &sent.tokens {
            text.push_str(&token.form);
            if token.space_after {
                text.push(' ');
            }
        }
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_their_words() {
        let file = "# newpar\n# text = I can't.\n1\tI\tI\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n\
                    2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tca\tcan\tAUX\tMD\t_\t0\troot\t_\t_\n\
                    3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n\
                    # newpar\n1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\tSpaceAfter=No\n";
        let sentences = read(file).unwrap();
        let tokens: Vec<Range<usize>> = sentences[0]
            .tokens
            .iter()
            .map(|token| token.words.clone())
            .collect();
        assert_eq!(tokens, [0..1, 1..3, 3..4]);
        assert_eq!(sentences[0].words[2].head, Some(1));
        assert_eq!(raw_text(&sentences), "I can't.\nNo");
    }
}
