//! The stages in their order: what each needs is its signature.

use dateline_parse::Wants;
use dateline_schema::{
    Article, Chronology, Diagnostic, Line, Page, PageId, Report, Severity, Span, Warned,
};
use dateline_time::Outside;

use crate::engine::Reading;
use crate::{Kit, Layer, Layers};

/// The only language whose text is analysed so far, ISO 639-1.
const ANALYSED: &str = "en";

/// How much of an article is analysed, in bytes. The longest novels hold less, so that more is no news article but
/// some other file, and reading all of it would only keep the pages after it waiting.
const LONGEST: usize = 4 << 20;

/// Reads a page as far as `layers` need it.
#[must_use]
pub fn read(page: &Page, id: PageId, kit: &Kit, layers: Layers) -> Reading {
    let article = dateline_article::extract(page, &kit.outlets);
    analyse(article, id, &page.name, kit, layers, &Outside::default())
}

/// Reads an article as far as `layers` need it, with what is known of its page from outside.
#[must_use]
pub fn analyse(
    article: Warned<Article>,
    id: PageId,
    name: &str,
    kit: &Kit,
    layers: Layers,
    outside: &Outside,
) -> Reading {
    use Layer::{Entities, Events, Names, Pairs, Statements, Timexes, Tokens, Toponyms};

    let Warned {
        value: article,
        mut diagnostics,
    } = article;
    let understood = article
        .language
        .as_ref()
        .is_none_or(|language| language.code == ANALYSED);
    if !understood {
        diagnostics.push(not_analysed(
            article
                .language
                .as_ref()
                .map_or("", |language| &language.code),
        ));
    }
    let wants = |any: &[Layer]| understood && layers.any(any);
    // Only the text can tell when an undated page was published.
    let is_undated = wants(&[Layer::Article]) && article.published.interval.value().is_none();

    let doc = if is_undated
        || wants(&[
            Tokens, Names, Timexes, Toponyms, Entities, Statements, Events, Pairs,
        ]) {
        let Warned {
            value,
            diagnostics: more,
        } = kit.parser.parse(
            &article.text,
            &analysed_lines(&article, &mut diagnostics),
            Wants {
                syntax: wants(&[Tokens, Entities, Statements, Events, Pairs]),
                names: wants(&[Names, Toponyms, Entities, Statements, Events, Pairs]),
                chains: wants(&[Entities, Statements, Events, Pairs]),
                attributions: wants(&[Statements, Events]),
            },
        );
        diagnostics.extend(more);
        value
    } else {
        Default::default()
    };
    let chronology = if is_undated || wants(&[Timexes, Entities, Statements, Events]) {
        dateline_time::tag_with(&doc, &article.published, outside, &kit.calendar)
    } else {
        Chronology {
            timexes: Vec::new(),
            published: article.published.clone(),
        }
    };
    let places = if wants(&[Toponyms, Entities, Statements, Events]) {
        dateline_place::resolve(&doc, &kit.gazetteer)
    } else {
        Vec::new()
    };
    let actors = if wants(&[Entities, Statements, Events]) {
        dateline_actor::resolve(&doc, &places, &chronology.published, &kit.registry)
    } else {
        Vec::new()
    };
    let statements = if wants(&[Statements, Events]) {
        dateline_statement::find(&doc, &actors, article.outlet.as_deref(), &kit.cues)
    } else {
        Vec::new()
    };
    let events = if wants(&[Events]) {
        dateline_event::find(
            &doc,
            &chronology,
            &places,
            &actors,
            &statements,
            &kit.ontology,
        )
    } else {
        Vec::new()
    };

    let sentences = doc.sentences.iter().map(|sent| sent.span).collect();
    let report = Report {
        page: id,
        name: name.to_owned(),
        article,
        sentences,
        chronology,
        places,
        actors,
        statements,
        events,
        diagnostics,
    };
    Reading { doc, report }
}

/// The lines of an article as far as they are analysed.
fn analysed_lines(article: &Article, diagnostics: &mut Vec<Diagnostic>) -> Vec<Line> {
    let text = &article.text;
    if text.len() <= LONGEST {
        return article.lines.clone();
    }
    let message = format!(
        "the article's text has {} MB, of which the first {} are analysed",
        text.len() >> 20,
        LONGEST >> 20
    );
    diagnostics.push(
        Diagnostic::new("article-cut", Severity::Warning, message)
            .with_hint("no news article is so long: give its parts as pages of their own"),
    );
    let end = (0..=LONGEST)
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0);
    let cut = |line: &Line| Line {
        span: Span::new(line.span.start, line.span.end.min(end)),
        ..*line
    };
    let lines = article.lines.iter();
    lines
        .take_while(|line| line.span.start < end)
        .map(cut)
        .collect()
}

fn not_analysed(language: &str) -> Diagnostic {
    let message = format!("the article is in {language:?}, which is read but not analysed");
    Diagnostic::new("language-not-analysed", Severity::Warning, message)
        .with_hint("only English is analysed so far")
}
