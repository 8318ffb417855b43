//! The single report: what a page says, freed of its furniture, with a role for every line.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::names::names;
use crate::{Dating, Span};

/// What a line of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The article's headline.
    Headline,
    /// Who wrote it.
    Byline,
    /// Place and date before the first sentence, where they stand on a line of their own.
    Dateline,
    /// The paragraph under the headline that sums the article up.
    Lead,
    /// A paragraph of the article.
    Body,
    /// A heading inside the article.
    Subheading,
    /// A paragraph set off as a quotation.
    Quote,
    /// An item of a list inside the article.
    ListItem,
    /// The text under or beside a picture.
    Caption,
    /// Who made a picture.
    Credit,
    /// A correction or editor's note.
    Correction,
    /// An entry of a live blog.
    LiveEntry,
    /// The page's own date line: published, updated or rendered.
    PageDate,
    /// A headline of another article.
    Related,
    /// Topics and keywords.
    Tags,
    /// Buttons to share or print.
    Share,
    /// Readers' comments and their form.
    Comment,
    /// A plea to subscribe or register.
    Newsletter,
    /// A cookie or paywall notice.
    Notice,
    /// An advertisement.
    Advertisement,
    /// Menus and breadcrumbs.
    Navigation,
    /// Copyright, imprint and what else ends a page.
    Footer,
}

names!(Role {
    Headline = "headline",
    Byline = "byline",
    Dateline = "dateline",
    Lead = "lead",
    Body = "body",
    Subheading = "subheading",
    Quote = "quote",
    ListItem = "list-item",
    Caption = "caption",
    Credit = "credit",
    Correction = "correction",
    LiveEntry = "live-entry",
    PageDate = "page-date",
    Related = "related",
    Tags = "tags",
    Share = "share",
    Comment = "comment",
    Newsletter = "newsletter",
    Notice = "notice",
    Advertisement = "advertisement",
    Navigation = "navigation",
    Footer = "footer",
});

impl Role {
    /// Whether a reader who copies the article would copy this line.
    #[must_use]
    pub fn is_body(self) -> bool {
        matches!(
            self,
            Self::Lead
                | Self::Body
                | Self::Subheading
                | Self::Quote
                | Self::ListItem
                | Self::LiveEntry
        )
    }

    /// Whether the line belongs to the analysed text: headline, body and captions.
    #[must_use]
    pub fn is_analysed(self) -> bool {
        self.is_body() || matches!(self, Self::Headline | Self::Caption)
    }
}

/// One block of the page, article and furniture alike, in page order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its text, white space folded, on one line.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// Why it was given that role: the rule's name in kebab-case.
    pub rule: Cow<'static, str>,
    /// Its bytes in the decoded page, where the page is flattened text.
    pub source: Option<Span>,
}

/// One line of [`Article::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its bytes in the analysed text, without the line feed.
    pub span: Span,
    /// What it is.
    pub role: Role,
}

/// What a date on a page stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateKind {
    /// First publication.
    Published,
    /// A later change.
    Updated,
    /// The page was fetched or rendered that day: it was published no later.
    Crawled,
    /// A year in a copyright line.
    Copyright,
}

names!(DateKind {
    Published = "published",
    Updated = "updated",
    Crawled = "crawled",
    Copyright = "copyright",
});

/// One date found on a page, before the votes are counted.
#[derive(Clone, Debug, PartialEq)]
pub struct DateEvidence {
    /// The day.
    pub date: Date,
    /// What it stands for.
    pub kind: DateKind,
    /// Where it was found: the rule's name in kebab-case, such as `json-ld-date-published`.
    pub rule: Cow<'static, str>,
    /// The text that was read.
    pub text: String,
    /// How reliable this place is, 0 to 1.
    pub confidence: f32,
    /// The time zone of the time of day beside it, as the page writes it (`+02:00`, `Z`, `EST`), where it tells.
    pub zone: Option<String>,
}

/// The language of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Language {
    /// ISO 639-1, such as `en`.
    pub code: String,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

/// A value that a page attests, and the place that attests it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attested {
    /// The value, in its usual form.
    pub value: String,
    /// Where it was found: the rule's name in kebab-case, such as `article-section`.
    pub rule: Cow<'static, str>,
    /// The text that was read.
    pub text: String,
}

/// What a page says, freed of its furniture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The headline, without the outlet's name.
    pub title: Option<String>,
    /// The people who wrote it.
    pub byline: Vec<String>,
    /// The agencies whose report the outlet prints, in whole or in part, as the page credits them; an agency's own
    /// page credits none.
    pub wire: Vec<Attested>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The section of the outlet that it stands in: "World", "Business".
    pub section: Option<Attested>,
    /// Its address.
    pub url: Option<String>,
    /// Its language; `None` where there is too little text to tell.
    pub language: Option<Language>,
    /// When it was published, as far as the page and its deliverer tell.
    pub published: Dating,
    /// Every date found on the page.
    pub dates: Vec<DateEvidence>,
    /// The analysed text: headline, body and captions, a line each, in page order, the headline first; for clean
    /// text the input itself, byte for byte.
    pub text: String,
    /// The lines of `text` that hold text, in order. Between them stand line feeds, and for clean text blank lines
    /// and white space too.
    pub lines: Vec<Line>,
    /// Every block of the page, furniture included.
    pub blocks: Vec<Block>,
}

impl Article {
    /// The body as a reader would copy it: paragraphs, subheadings, lists and quotes, a line each.
    #[must_use]
    pub fn body(&self) -> String {
        let lines: Vec<&str> = self
            .lines
            .iter()
            .filter(|line| line.role.is_body())
            .map(|line| line.span.of(&self.text))
            .collect();
        lines.join("\n")
    }

    /// Writes `text` and `lines` anew from the analysed blocks: the headline first, then page order.
    #[must_use]
    pub fn with_blocks(mut self, blocks: Vec<Block>) -> Self {
        self.text.clear();
        self.lines.clear();
        let (headline, rest): (Vec<&Block>, Vec<&Block>) = blocks
            .iter()
            .filter(|block| block.role.is_analysed())
            .partition(|block| block.role == Role::Headline);
        for block in headline.into_iter().chain(rest) {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            let start = self.text.len();
            self.text.push_str(&block.text);
            self.lines.push(Line {
                span: Span::new(start, self.text.len()),
                role: block.role,
            });
        }
        self.blocks = blocks;
        self
    }
}
