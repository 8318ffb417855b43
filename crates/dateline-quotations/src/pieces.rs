//! What is the same in two quotations and what is not, in the order of the words.

use dateline_schema::Span;

use crate::align::Step;
use crate::words::Word;

/// A run of words of one or both quotations. Spans are bytes of the statements' words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Both have it.
    Same(Span, Span),
    /// One has it in place of what the other has, or has it alone.
    Changed(Option<Span>, Option<Span>),
    /// The first has it, and the second was cut here.
    OnlyFirst(Span),
    /// The second has it, and the first was cut here.
    OnlySecond(Span),
}

impl Piece {
    /// The same piece with the quotations the other way round.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Same(first, second) => Self::Same(second, first),
            Self::Changed(first, second) => Self::Changed(second, first),
            Self::OnlyFirst(span) => Self::OnlySecond(span),
            Self::OnlySecond(span) => Self::OnlyFirst(span),
        }
    }
}

/// The pieces that an alignment makes of two quotations.
pub(crate) fn pieces(first: &[Word], second: &[Word], steps: &[Step]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (a_ends, b_ends) = ends(steps);
    outside(&mut pieces, &first[..a_ends.0], &second[..b_ends.0]);
    for step in steps {
        let a = |at: usize| first[at].span;
        let b = |at: usize| second[at].span;
        push(
            &mut pieces,
            match *step {
                Step::Match(i, j) if first[i].form == second[j].form => Piece::Same(a(i), b(j)),
                Step::Match(i, j) | Step::Swap(i, j) => Piece::Changed(Some(a(i)), Some(b(j))),
                Step::First(i) => Piece::Changed(Some(a(i)), None),
                Step::Second(j) => Piece::Changed(None, Some(b(j))),
                Step::CutFromSecond(i) => Piece::OnlyFirst(a(i)),
                Step::CutFromFirst(j) => Piece::OnlySecond(b(j)),
            },
        );
    }
    outside(&mut pieces, &first[a_ends.1..], &second[b_ends.1..]);
    pieces
}

/// How many words stand for others before and after the stretch that both have.
pub(crate) fn swapped(first: &[Word], second: &[Word], steps: &[Step]) -> usize {
    let (a_ends, b_ends) = ends(steps);
    let n_words = |words: &[Word]| words.iter().filter(|word| !word.is_gap).count();
    n_words(&first[..a_ends.0]).min(n_words(&second[..b_ends.0]))
        + n_words(&first[a_ends.1..]).min(n_words(&second[b_ends.1..]))
}

/// The stretches that an alignment covers.
fn ends(steps: &[Step]) -> ((usize, usize), (usize, usize)) {
    let a = steps.iter().filter_map(|step| match *step {
        Step::Match(i, _) | Step::Swap(i, _) | Step::First(i) | Step::CutFromSecond(i) => Some(i),
        _ => None,
    });
    let b = steps.iter().filter_map(|step| match *step {
        Step::Match(_, j) | Step::Swap(_, j) | Step::Second(j) | Step::CutFromFirst(j) => Some(j),
        _ => None,
    });
    let reach = |mut places: Box<dyn Iterator<Item = usize> + '_>| {
        let start = places.next().unwrap_or(0);
        (start, places.last().map_or(start + 1, |last| last + 1))
    };
    (reach(Box::new(a)), reach(Box::new(b)))
}

/// What lies before or after the stretch that both have: of one alone it was cut from the other.
fn outside(pieces: &mut Vec<Piece>, first: &[Word], second: &[Word]) {
    let whole = |words: &[Word]| {
        let mut words = words.iter().filter(|word| !word.is_gap);
        let start = words.next()?;
        Some(to(start.span, words.next_back().unwrap_or(start).span))
    };
    let piece = match (whole(first), whole(second)) {
        (None, None) => return,
        (Some(span), None) => Piece::OnlyFirst(span),
        (None, Some(span)) => Piece::OnlySecond(span),
        (first, second) => Piece::Changed(first, second),
    };
    push(pieces, piece);
}

/// Adds a piece, to the last one where they are of one kind.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    let merged = match (pieces.last(), piece) {
        (Some(Piece::Same(a, b)), Piece::Same(c, d)) => Some(Piece::Same(to(*a, c), to(*b, d))),
        (Some(Piece::Changed(a, b)), Piece::Changed(c, d)) => {
            Some(Piece::Changed(both(*a, c), both(*b, d)))
        }
        (Some(Piece::OnlyFirst(a)), Piece::OnlyFirst(b)) => Some(Piece::OnlyFirst(to(*a, b))),
        (Some(Piece::OnlySecond(a)), Piece::OnlySecond(b)) => Some(Piece::OnlySecond(to(*a, b))),
        _ => None,
    };
    match merged {
        Some(merged) => {
            pieces.pop();
            pieces.push(merged);
        }
        None => pieces.push(piece),
    }
}

fn both(first: Option<Span>, second: Option<Span>) -> Option<Span> {
    match (first, second) {
        (Some(first), Some(second)) => Some(to(first, second)),
        (first, second) => first.or(second),
    }
}

fn to(first: Span, last: Span) -> Span {
    Span::new(first.start.min(last.start), first.end.max(last.end))
}
