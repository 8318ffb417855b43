//! The engine: the data that comes with the source, and the pipeline that runs on it.

use dateline_parse::Wants;
use dateline_schema::{Content, Doc, EventType, Page, PageId, Report, Span, Warned};
use dateline_time::Outside;
use sha2::{Digest, Sha256};

use crate::{Kit, Layers, LoadError, pair, pipeline};

/// Reads pages. Made once; reading needs no `&mut` and may be shared between threads.
#[derive(Clone, Debug)]
pub struct Engine {
    kit: Kit,
}

/// What came of one page: the report that is kept, and the document that it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Sentences, tokens, names, coreference.
    pub doc: Doc,
    /// Everything that was found.
    pub report: Report,
}

impl Engine {
    /// An engine with the data that comes with the source.
    ///
    /// # Errors
    /// If a data file or the model is damaged.
    pub fn new() -> Result<Self, LoadError> {
        Ok(Self {
            kit: Kit::builtin()?,
        })
    }

    /// An engine with other data.
    #[must_use]
    pub fn with_kit(kit: Kit) -> Self {
        Self { kit }
    }

    /// Reads one page as far as `layers` need it. Reading cannot fail: what could not be used is said in the
    /// report's diagnostics.
    #[must_use]
    pub fn read(&self, page: &Page, layers: Layers) -> Reading {
        let id = PageId::from_sha256(&page_digest(page));
        pipeline::read(page, id, &self.kit, layers)
    }

    /// Reads a page of a record again, from the article that the record keeps, with what is known of it from outside.
    #[must_use]
    pub fn read_again(&self, report: &Report, outside: &Outside) -> Report {
        // What there was to say about the page has been said.
        let article = Warned {
            value: report.article.clone(),
            diagnostics: Vec::new(),
        };
        let (id, name) = (report.page.clone(), report.name.as_str());
        let again = pipeline::analyse(article, id, name, &self.kit, Layers::ALL, outside).report;
        Report {
            diagnostics: report.diagnostics.clone(),
            ..again
        }
    }

    /// Reads a document whose lines, sentences and tokens are given, as a corpus gives them: syntax, names, who is who.
    #[must_use]
    pub fn parse_tokens(&self, doc: Doc) -> Doc {
        self.kit.parser.parse_tokens(doc, Wants::ALL)
    }

    /// Reads a clean text, a paragraph a line, as far as it is wanted, without page, dates or places.
    #[must_use]
    pub fn parse(&self, text: &str, wants: Wants) -> Doc {
        self.kit.parser.parse(text, &[], wants).value
    }

    /// Ranks the PLOVER types of what `actor` does to `recipient`, two spans of one sentence of the document, the
    /// likeliest first; the scores sum to one. One of the two may be missing. Empty where neither holds a word.
    #[must_use]
    pub fn classify_pair(
        &self,
        reading: &Reading,
        actor: Option<Span>,
        recipient: Option<Span>,
    ) -> Vec<(EventType, f32)> {
        let Kit {
            parser, ontology, ..
        } = &self.kit;
        let by_model = parser.pair_types(&reading.doc, actor, recipient);
        let by_rules = dateline_event::classify_pair(&reading.doc, actor, recipient, ontology);
        pair::rank(&by_model, by_rules)
    }
}

/// The SHA-256 of a page's bytes; the page's id is its beginning. The same page has the same wherever it lies.
#[must_use]
pub fn page_digest(page: &Page) -> [u8; 32] {
    let bytes = match &page.content {
        Content::Raw(bytes) => bytes.as_slice(),
        Content::Html(text) | Content::Flat(text) | Content::Text(text) => text.as_bytes(),
    };
    Sha256::digest(bytes).into()
}
