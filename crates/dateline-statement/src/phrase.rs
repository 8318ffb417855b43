//! Noun phrases beside a cue, found by closed-class words, capitals and commas.
//!
//! In: a token position and a border. Out: the tokens of the noun phrase that ends before it or begins at
//! it, with appositions ("X, a spokesman for Y,"), as PolNeAR draws sources. Refuses verbs, clauses and bare
//! adverbials ("On Tuesday"). A mention that the parser found is preferred to a guess.

mod left;
mod right;

use dateline_data::Classes;

use crate::view::View;

pub(crate) use self::left::ending_at;
pub(crate) use self::right::{simple_starting_at, starting_at};

/// The longest noun phrase looked for, in tokens.
const LONGEST: usize = 40;
/// The most appositions taken into one source: "X, 67, a farmer from Y, in Z".
const MOST_APPOSITIONS: usize = 4;

/// Two common nouns: "officials and residents".
fn both_common(view: &View<'_>, idx: usize) -> bool {
    let plain = |at: usize| {
        view.text(at).ends_with('s')
            && !view.is_capitalized(at)
            && !view.class(at, Classes::SUBJECT.or(Classes::BE).or(Classes::HAVE))
    };
    plain(idx - 1) && (plain(idx + 1) || view.class(idx + 1, Classes::DETERMINER))
}

/// A verb form that a noun phrase cannot hold: "said", "told", "wrote".
fn is_finite_cue(view: &View<'_>, idx: usize) -> bool {
    use dateline_data::VerbForms;
    view.verb(idx).is_some_and(|(verb, forms)| {
        !view.is_capitalized(idx)
            && verb.class.is_speech()
            && (forms.has(VerbForms::PAST) && !forms.has(VerbForms::PARTICIPLE)
                || matches!(view.text(idx), "said" | "told" | "says"))
    })
}

/// Whether a relative pronoun stands between the nearest comma and this verb.
fn relative_before(view: &View<'_>, idx: usize, lowest: usize) -> bool {
    (lowest..idx)
        .rev()
        .take(12)
        .take_while(|&at| !view.is_comma(at))
        .any(|at| view.class(at, Classes::RELATIVE))
}

fn is_parenthesis(view: &View<'_>, idx: usize) -> bool {
    view.text(idx) == ")"
}
