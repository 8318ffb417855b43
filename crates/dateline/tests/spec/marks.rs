//! Reads `[words](kind:value; field=value)` marks out of a block: plain text and spans come out.

use std::collections::BTreeMap;

use dateline::schema::Span;

/// One mark of a block.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Bytes of the plain text.
    pub span: Span,
    /// `timex`, `event` and so on.
    pub kind: String,
    /// What stands after the colon, up to the first semicolon.
    pub value: String,
    /// The rest; a field without `=` has an empty value.
    pub fields: BTreeMap<String, String>,
}

/// Takes the marks out of a text. Brackets that no parenthesis with a kind follows are text.
pub fn read(marked: &str, kinds: &[&str]) -> Result<(String, Vec<Mark>), String> {
    let mut text = String::new();
    let mut open = Vec::new();
    let mut marks = Vec::new();
    let mut rest = marked;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            '[' => {
                open.push(text.len());
                text.push('[');
            }
            ']' => {
                let start = open.pop();
                let label = rest.strip_prefix('(').and_then(|after| {
                    let kind = after.split([':', ')', ';']).next()?;
                    kinds.contains(&kind).then_some(after)
                });
                match (start, label) {
                    (Some(start), Some(after)) => {
                        let end = after.find(')').ok_or("a mark is not closed")?;
                        // The opening bracket was taken for text until now: marks inside this one move left with it.
                        text.remove(start);
                        for mark in marks
                            .iter_mut()
                            .filter(|mark: &&mut Mark| mark.span.start > start)
                        {
                            mark.span = Span::new(mark.span.start - 1, mark.span.end - 1);
                        }
                        marks.push(mark(Span::new(start, text.len()), &after[..end]));
                        rest = &after[end + 1..];
                    }
                    _ => text.push(']'),
                }
            }
            other => text.push(other),
        }
    }
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    Ok((text, marks))
}

fn mark(span: Span, label: &str) -> Mark {
    let mut parts = label.split(';').map(str::trim);
    let head = parts.next().unwrap_or_default();
    let (kind, value) = head.split_once(':').unwrap_or((head, ""));
    let field = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (name.trim().to_owned(), value.trim().to_owned())
    };
    Mark {
        span,
        kind: kind.to_owned(),
        value: value.trim().to_owned(),
        fields: parts.map(field).collect(),
    }
}

#[test]
fn marks_come_out_with_their_spans_and_other_brackets_stay() {
    let (text, marks) = read(
        "He said [a [b](event:AID; x) [in c]](says:?).",
        &["event", "says"],
    )
    .unwrap();
    assert_eq!(text, "He said a b [in c].");
    let found: Vec<(&str, &str)> = marks
        .iter()
        .map(|mark| (mark.kind.as_str(), mark.span.of(&text)))
        .collect();
    assert_eq!(found, [("says", "a b [in c]"), ("event", "b")]);
    assert!(marks[1].fields.contains_key("x"));
}
