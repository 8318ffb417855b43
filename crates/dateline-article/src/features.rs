//! What is seen of a block before it is given a role: its words, its form, its setting, its neighbours.
//!
//! Every feature is a number from 0 to 1 under a fixed name, the name of its row in the weight files. None depends
//! on the page's outlet, and none needs more than one pass over the blocks.

use std::collections::HashMap;

use dateline_data::PhrasePlace;
use dateline_schema::Role;

use crate::block::{Shape, TextBlock};
use crate::words::shingles;

macro_rules! features {
    ($($name:ident = $text:literal,)*) => {
        /// A feature of a block.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Feature { $($name,)* }
        /// The features' names in the weight files, in the order of [`Feature`].
        pub(crate) const NAMES: &[&str] = &[$($text,)*];
    };
}

features! {
    Bias = "bias",
    Words1 = "words-1",
    Words2 = "words-2-3",
    Words4 = "words-4-7",
    Words8 = "words-8-14",
    Words15 = "words-15-29",
    Words30 = "words-30-59",
    Words60 = "words-60-up",
    SentenceEnd = "ends-like-a-sentence",
    ColonEnd = "ends-in-colon",
    Ellipsis = "ends-in-ellipsis",
    Question = "ends-in-question-mark",
    Sentences = "several-sentences",
    LowerStart = "starts-small",
    DigitStart = "starts-with-digit",
    QuoteStart = "starts-with-quote",
    Bulleted = "starts-with-bullet",
    TitleCase = "title-case",
    AllCaps = "all-capitals",
    FunctionWords = "function-words",
    NoFunctionWords = "no-function-word",
    Digits = "many-digits",
    Address = "holds-url-or-address",
    Year = "holds-year",
    DateLine = "is-date",
    Separators = "holds-separators",
    Commas = "many-commas",
    Byline = "like-byline",
    Credit = "like-credit",
    Repeated = "occurs-twice",
    InTitle = "words-of-title",
    IsTitle = "is-title",
    PhraseWhole = "furniture-whole",
    PhraseStart = "furniture-start",
    PhraseInside = "furniture-inside",
    PhraseShare = "furniture-share",
    PhraseComment = "furniture-comment",
    PhraseNewsletter = "furniture-newsletter",
    PhraseRelated = "furniture-related",
    PhraseFooter = "furniture-footer",
    PhraseNavigation = "furniture-navigation",
    PhraseNotice = "furniture-notice",
    PhraseAd = "furniture-advertisement",
    PhraseTags = "furniture-tags",
    PhraseDate = "furniture-page-date",
    AfterComments = "after-comment-heading",
    AfterRelated = "after-related-heading",
    BeforeTitle = "before-headline",
    AfterTitle = "just-after-headline",
    NoTitle = "no-headline-on-page",
    Position0 = "first-tenth",
    Position9 = "last-tenth",
    PositionHalf = "second-half",
    BeforeProse = "before-first-prose",
    AfterProse = "after-last-prose",
    NearProseBefore = "prose-shortly-before",
    NearProseAfter = "prose-shortly-after",
    FarProseBefore = "no-prose-before-for-long",
    FarProseAfter = "no-prose-after-for-long",
    ProseNear = "prose-within-5",
    ProseAround = "prose-within-15",
    ProseDone = "share-of-prose-before",
    Gap = "after-empty-line",
    NoGaps = "no-empty-lines-on-page",
    RunOfShort = "in-run-of-short-lines",
    LinkSome = "some-links",
    LinkMost = "mostly-links",
    LinkAll = "all-link",
    IsParagraph = "is-paragraph",
    IsHeading = "is-heading",
    IsHigh = "is-first-heading",
    IsLow = "is-low-heading",
    IsItem = "is-list-item",
    IsQuote = "is-quote",
    IsCaption = "is-caption",
    IsRow = "is-row",
    IsPre = "is-preformatted",
    IsLoose = "is-loose",
    HintNavigation = "hint-navigation",
    HintRelated = "hint-related",
    HintShare = "hint-share",
    HintComment = "hint-comment",
    HintNewsletter = "hint-newsletter",
    HintNotice = "hint-notice",
    HintAd = "hint-advertisement",
    HintFooter = "hint-footer",
    HintTags = "hint-tags",
    HintByline = "hint-byline",
    HintDate = "hint-page-date",
    HintCaption = "hint-caption",
    NoHint = "no-hint",
    InArticle = "in-article",
    InMain = "in-main",
    InHeader = "in-header",
    InBest = "in-best-container",
    BestChild = "child-of-best-container",
    InSpine = "in-narrowest-prose",
    ParentProse = "parent-holds-much-prose",
    ParentSome = "parent-holds-some-prose",
    ParentNone = "parent-holds-no-prose",
    ParentLinks = "parent-mostly-links",
    GrandLinks = "grandparent-mostly-links",
    SameParent = "same-parent-as-prose",
    NoLd = "no-structured-body",
    InLd = "in-structured-body",
    NotInLd = "not-in-structured-body",
}

/// How many features there are.
pub(crate) const N: usize = NAMES.len();

/// One block's features.
pub(crate) type Values = [f32; N];

/// Where a block stands in the tree of an HTML page.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Setting {
    pub(crate) in_article: bool,
    pub(crate) in_main: bool,
    pub(crate) in_header: bool,
    pub(crate) in_best: bool,
    pub(crate) best_child: bool,
    pub(crate) in_spine: bool,
    /// The share of the page's prose in the element around the block's own.
    pub(crate) parent_prose: f32,
    pub(crate) parent_links: f32,
    pub(crate) grand_links: f32,
    pub(crate) same_parent: bool,
    /// Whether the page's structured data hold an article body, and then the share of the block's words in it.
    pub(crate) structured: Option<f32>,
}

/// What is known of the page as a whole.
pub(crate) struct PageFacts<'a> {
    /// The headline, from metadata or guessed.
    pub(crate) title: Option<&'a str>,
    /// The block that shows it.
    pub(crate) headline: Option<usize>,
    /// For HTML, one for each block.
    pub(crate) settings: &'a [Setting],
}

/// The features of every block.
pub(crate) fn features(blocks: &[TextBlock], facts: &PageFacts<'_>) -> Vec<Values> {
    let repeated = counts(blocks);
    let prose: Vec<f32> = blocks.iter().map(prose).collect();
    let context = Context::new(&prose);
    let title_words = facts
        .title
        .map(|title| shingles(title, 1))
        .unwrap_or_default();
    let any_gap = blocks.iter().any(|block| block.after_gap);
    let (mut after_comments, mut after_related) = (false, false);
    let mut run_of_short = 0_usize;
    let mut out = Vec::with_capacity(blocks.len());
    for (idx, block) in blocks.iter().enumerate() {
        let mut values = [0.0; N];
        let mut set = |feature: Feature, value: f32| values[feature as usize] = value;
        let mut flag = |feature: Feature, is: bool| set(feature, f32::from(u8::from(is)));
        flag(Feature::Bias, true);
        let words = block.wording.n_words;
        wording(&mut flag, block, words);
        flag(
            Feature::Repeated,
            repeated
                .get(&block.wording.fingerprint)
                .is_some_and(|&n| n > 1),
        );

        let phrase = block.wording.phrase;
        phrases(&mut flag, phrase, words);
        flag(Feature::AfterComments, after_comments);
        flag(Feature::AfterRelated, after_related);
        if let Some((PhrasePlace::Whole | PhrasePlace::Start, role)) = phrase {
            after_comments |= role == Role::Comment && idx * 2 > blocks.len();
            after_related = role == Role::Related && words < 6;
        } else if prose[idx] > 0.4 {
            after_related = false;
        }

        // A text several times as long as the title has not half of its words from it.
        if words > 2 && words <= title_words.len() * 4 {
            let own = shingles(&block.text, 1);
            let shared = own.iter().filter(|word| title_words.contains(word)).count();
            let share = shared as f32 / own.len().max(title_words.len()) as f32;
            flag(Feature::InTitle, share > 0.5);
            flag(Feature::IsTitle, share > 0.8);
        }
        flag(Feature::NoTitle, facts.headline.is_none());
        flag(
            Feature::BeforeTitle,
            facts.headline.is_some_and(|headline| idx < headline),
        );
        flag(
            Feature::AfterTitle,
            facts
                .headline
                .is_some_and(|headline| idx > headline && idx < headline + 6),
        );
        flag(Feature::Position0, idx * 10 < blocks.len());
        flag(Feature::Position9, idx * 10 >= blocks.len() * 9);
        flag(Feature::PositionHalf, idx * 2 >= blocks.len());
        context.set(&mut flag, idx);

        run_of_short = if words < 5 { run_of_short + 1 } else { 0 };
        flag(Feature::RunOfShort, run_of_short > 3);
        flag(Feature::Gap, block.after_gap);
        flag(Feature::NoGaps, !any_gap);
        form(&mut flag, block);
        if let Some(setting) = facts.settings.get(idx) {
            place(&mut flag, setting);
        }
        values[Feature::ProseNear as usize] = context.mean(idx, 5);
        values[Feature::ProseAround as usize] = context.mean(idx, 15);
        values[Feature::ProseDone as usize] = context.done(idx);
        out.push(values);
    }
    out
}

/// How much a block is like a paragraph of running text, 0 to 1.
pub(crate) fn prose(block: &TextBlock) -> f32 {
    let words = block.wording.n_words;
    if words < 12 || !(ends_sentence(&block.text) || words > 40) {
        return 0.0;
    }
    (words.min(60) as f32 / 60.0) * (1.0 - block.link_density())
}

/// Whether a text ends as sentences do, quotation marks and brackets behind the stop allowed.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ', '*'])
        .ends_with(['.', '!', '?', '…', '。', '؟', '।'])
}

fn counts(blocks: &[TextBlock]) -> HashMap<u64, usize> {
    let mut counts = HashMap::new();
    for block in blocks {
        *counts.entry(block.wording.fingerprint).or_insert(0) += 1;
    }
    counts
}

fn wording(flag: &mut impl FnMut(Feature, bool), block: &TextBlock, words: usize) {
    let text = block.text.as_str();
    let sizes = [
        (Feature::Words1, 0, 1),
        (Feature::Words2, 2, 3),
        (Feature::Words4, 4, 7),
        (Feature::Words8, 8, 14),
        (Feature::Words15, 15, 29),
        (Feature::Words30, 30, 59),
        (Feature::Words60, 60, usize::MAX),
    ];
    for (feature, low, high) in sizes {
        flag(feature, (low..=high).contains(&words));
    }
    let first = text.chars().next().unwrap_or(' ');
    flag(Feature::SentenceEnd, ends_sentence(text));
    flag(Feature::ColonEnd, text.ends_with(':'));
    flag(
        Feature::Ellipsis,
        text.ends_with('…') || text.ends_with("..."),
    );
    flag(Feature::Question, text.ends_with('?'));
    flag(Feature::LowerStart, first.is_lowercase());
    flag(Feature::DigitStart, first.is_ascii_digit());
    flag(
        Feature::QuoteStart,
        matches!(first, '"' | '“' | '‘' | '\'' | '«'),
    );
    flag(
        Feature::Bulleted,
        matches!(
            first,
            '•' | '-' | '–' | '·' | '*' | '▪' | '●' | '›' | '»' | '→'
        ),
    );

    let (mut capital, mut long, mut function, mut stops) = (0, 0, 0, 0);
    for word in text.split_whitespace() {
        let initial = word.chars().find(|c| c.is_alphanumeric());
        if is_function_word(word) {
            function += 1;
        } else if initial.is_some_and(char::is_alphabetic) {
            long += 1;
            capital += usize::from(initial.is_some_and(char::is_uppercase));
        }
        stops += usize::from(word.len() > 2 && word.ends_with(['.', '?', '!']));
    }
    let (mut letters, mut upper, mut digits, mut commas, mut bars, mut all) =
        (0, 0, 0, 0, 0, 0_usize);
    for c in text.chars() {
        all += 1;
        letters += usize::from(c.is_alphabetic());
        upper += usize::from(c.is_uppercase());
        digits += usize::from(c.is_ascii_digit());
        commas += usize::from(c == ',');
        bars += usize::from(matches!(c, '|' | '•' | '·' | '/' | '›' | '»' | '→'));
    }
    flag(Feature::Sentences, stops > 1);
    flag(Feature::TitleCase, long > 1 && capital * 5 >= long * 4);
    flag(Feature::AllCaps, letters > 2 && upper * 10 >= letters * 9);
    flag(Feature::FunctionWords, words > 4 && function * 4 >= words);
    flag(Feature::NoFunctionWords, function == 0);
    flag(Feature::Digits, digits * 5 >= all);
    flag(Feature::Commas, commas > 1);
    flag(Feature::Separators, bars > 0);
    flag(
        Feature::Address,
        text.contains("http")
            || text.contains("www.")
            || text.contains('@')
            || text.contains(".com"),
    );
    let year = holds_year(text);
    flag(Feature::Year, year);
    flag(
        Feature::DateLine,
        words < 9 && digits > 0 && (year || text.contains(':')) && function < 2,
    );
    let lower = text.get(..3).unwrap_or("");
    flag(
        Feature::Byline,
        lower.eq_ignore_ascii_case("by ") && words < 14,
    );
    flag(Feature::Credit, words < 30 && block.wording.is_credit());
}

fn holds_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")))
}

pub(crate) fn is_function_word(word: &str) -> bool {
    /// Longer than every word in the list.
    const LONGEST: usize = 6;
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return false;
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    matches!(
        std::str::from_utf8(lower).unwrap_or(""),
        "the"
            | "a"
            | "an"
            | "of"
            | "to"
            | "in"
            | "and"
            | "that"
            | "is"
            | "was"
            | "for"
            | "on"
            | "with"
            | "as"
            | "it"
            | "he"
            | "she"
            | "they"
            | "we"
            | "i"
            | "you"
            | "his"
            | "her"
            | "their"
            | "its"
            | "by"
            | "at"
            | "from"
            | "be"
            | "are"
            | "were"
            | "has"
            | "have"
            | "had"
            | "but"
            | "not"
            | "this"
            | "which"
            | "who"
            | "will"
            | "would"
            | "or"
            | "been"
            | "than"
            | "what"
            | "when"
            | "there"
            | "can"
            | "could"
            | "into"
            | "about"
            | "if"
            | "so"
            | "our"
            | "your"
            | "these"
            | "those"
            | "while"
            | "after"
    )
}

fn phrases(
    flag: &mut impl FnMut(Feature, bool),
    phrase: Option<(PhrasePlace, Role)>,
    words: usize,
) {
    let Some((place, role)) = phrase else { return };
    // A long paragraph that begins like a plea is often a paragraph.
    let short = words < 40;
    flag(Feature::PhraseWhole, place == PhrasePlace::Whole);
    flag(
        Feature::PhraseStart,
        matches!(place, PhrasePlace::Start | PhrasePlace::End) && short,
    );
    flag(Feature::PhraseInside, place == PhrasePlace::Inside && short);
    let feature = match role {
        Role::Share => Feature::PhraseShare,
        Role::Comment => Feature::PhraseComment,
        Role::Newsletter => Feature::PhraseNewsletter,
        Role::Related => Feature::PhraseRelated,
        Role::Footer => Feature::PhraseFooter,
        Role::Navigation => Feature::PhraseNavigation,
        Role::Notice => Feature::PhraseNotice,
        Role::Advertisement => Feature::PhraseAd,
        Role::Tags => Feature::PhraseTags,
        Role::PageDate => Feature::PhraseDate,
        _ => return,
    };
    flag(feature, short);
}

fn form(flag: &mut impl FnMut(Feature, bool), block: &TextBlock) {
    let links = block.link_density();
    flag(Feature::LinkSome, links > 0.1 && links <= 0.5);
    flag(Feature::LinkMost, links > 0.5 && links <= 0.9);
    flag(Feature::LinkAll, links > 0.9);
    let shape = match block.shape {
        Shape::Paragraph => Feature::IsParagraph,
        Shape::Heading(1) => Feature::IsHigh,
        Shape::Heading(2 | 3) => Feature::IsHeading,
        Shape::Heading(_) => Feature::IsLow,
        Shape::ListItem => Feature::IsItem,
        Shape::Quote => Feature::IsQuote,
        Shape::Caption => Feature::IsCaption,
        Shape::Row => Feature::IsRow,
        Shape::Preformatted => Feature::IsPre,
        Shape::Loose => Feature::IsLoose,
    };
    flag(shape, true);
    let hint = match block.hint {
        // A standfirst is the article's own; the models know no hint for it.
        None | Some(Role::Lead) => Feature::NoHint,
        Some(Role::Navigation) => Feature::HintNavigation,
        Some(Role::Related) => Feature::HintRelated,
        Some(Role::Share) => Feature::HintShare,
        Some(Role::Comment) => Feature::HintComment,
        Some(Role::Newsletter) => Feature::HintNewsletter,
        Some(Role::Notice) => Feature::HintNotice,
        Some(Role::Advertisement) => Feature::HintAd,
        Some(Role::Footer) => Feature::HintFooter,
        Some(Role::Tags) => Feature::HintTags,
        Some(Role::Byline) => Feature::HintByline,
        Some(Role::PageDate) => Feature::HintDate,
        Some(_) => Feature::HintCaption,
    };
    flag(hint, true);
}

fn place(flag: &mut impl FnMut(Feature, bool), setting: &Setting) {
    flag(Feature::InArticle, setting.in_article);
    flag(Feature::InMain, setting.in_main);
    flag(Feature::InHeader, setting.in_header);
    flag(Feature::InBest, setting.in_best);
    flag(Feature::BestChild, setting.best_child);
    flag(Feature::InSpine, setting.in_spine);
    flag(Feature::ParentProse, setting.parent_prose > 0.3);
    flag(
        Feature::ParentSome,
        setting.parent_prose > 0.0 && setting.parent_prose <= 0.3,
    );
    flag(Feature::ParentNone, setting.parent_prose <= 0.0);
    flag(Feature::ParentLinks, setting.parent_links > 0.6);
    flag(Feature::GrandLinks, setting.grand_links > 0.6);
    flag(Feature::SameParent, setting.same_parent);
    flag(Feature::NoLd, setting.structured.is_none());
    flag(
        Feature::InLd,
        setting.structured.is_some_and(|share| share > 0.6),
    );
    flag(
        Feature::NotInLd,
        setting.structured.is_some_and(|share| share < 0.2),
    );
}

/// Prose around each block, from sums over all that come before it.
struct Context {
    /// `sums[i]` is the prose of the blocks before `i`.
    sums: Vec<f32>,
    first: usize,
    last: usize,
    /// How many blocks back the last prose stands, and how many ahead the next.
    since: Vec<usize>,
    until: Vec<usize>,
}

/// What counts as prose for the distances: about 20 words in full sentences.
const PROSE: f32 = 0.3;

impl Context {
    fn new(prose: &[f32]) -> Self {
        let mut sums = vec![0.0];
        for value in prose {
            sums.push(sums[sums.len() - 1] + value);
        }
        let far = usize::MAX / 2;
        let (mut since, mut until) = (vec![far; prose.len()], vec![far; prose.len()]);
        let mut distance = far;
        for (idx, &value) in prose.iter().enumerate() {
            distance += 1;
            since[idx] = distance;
            if value >= PROSE {
                distance = 0;
            }
        }
        distance = far;
        for (idx, &value) in prose.iter().enumerate().rev() {
            distance += 1;
            until[idx] = distance;
            if value >= PROSE {
                distance = 0;
            }
        }
        let first = prose.iter().position(|&value| value >= PROSE).unwrap_or(0);
        let last = prose
            .iter()
            .rposition(|&value| value >= PROSE)
            .unwrap_or(prose.len());
        Self {
            sums,
            first,
            last,
            since,
            until,
        }
    }

    fn set(&self, flag: &mut impl FnMut(Feature, bool), idx: usize) {
        /// Distances in blocks: a heading or a picture between paragraphs, against a list of links.
        const NEAR: usize = 3;
        const FAR: usize = 10;
        flag(Feature::BeforeProse, idx < self.first);
        flag(Feature::AfterProse, idx > self.last);
        flag(Feature::NearProseBefore, self.since[idx] <= NEAR);
        flag(Feature::NearProseAfter, self.until[idx] <= NEAR);
        flag(Feature::FarProseBefore, self.since[idx] > FAR);
        flag(Feature::FarProseAfter, self.until[idx] > FAR);
    }

    /// The mean prose of the blocks up to `reach` away.
    fn mean(&self, idx: usize, reach: usize) -> f32 {
        let low = idx.saturating_sub(reach);
        let high = (idx + reach + 1).min(self.sums.len() - 1);
        (self.sums[high] - self.sums[low]) / (high - low) as f32
    }

    /// The share of the page's prose that comes before a block.
    fn done(&self, idx: usize) -> f32 {
        self.sums[idx] / self.sums[self.sums.len() - 1].max(0.01)
    }
}
