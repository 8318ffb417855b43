//! One document's names in, the same names out, alike where they name the same.
//!
//! A family name seen in a full name is a person wherever it stands alone; a name typed with good reason in one
//! place is typed so in all places where there was none.

use std::collections::HashMap;

use dateline_schema::NameKind;

use super::words::Words;
use super::{Candidate, Rule};

/// Makes the names of a document agree.
pub(super) fn agree(words: &Words<'_>, names: &mut [Candidate]) {
    let text = &words.doc.text;
    // The last words of the persons' full names, and the best-founded kind of each wording.
    let mut surnames: HashMap<&str, Rule> = HashMap::new();
    let mut kinds: HashMap<&str, (Rule, NameKind)> = HashMap::new();
    for name in names.iter() {
        let (first, end) = name.tokens;
        if name.kind == NameKind::Person && end - first >= 2 && name.rule >= Rule::PersonalName {
            let best = surnames.entry(words.text(end - 1)).or_insert(name.rule);
            *best = name.rule.max(*best);
        }
        let best = kinds
            .entry(name.span.of(text))
            .or_insert((name.rule, name.kind));
        if name.rule > best.0 {
            *best = (name.rule, name.kind);
        }
    }
    for name in names.iter_mut() {
        let (first, end) = name.tokens;
        let last = words.text(end - 1);
        if end - first == 1 && name.rule < Rule::Known && surnames.contains_key(last) {
            name.kind = NameKind::Person;
            name.rule = Rule::FullName;
            continue;
        }
        let (rule, kind) = kinds[name.span.of(text)];
        if rule > name.rule && name.rule < Rule::Head {
            name.kind = kind;
            name.rule = Rule::FullName;
        }
    }
}
