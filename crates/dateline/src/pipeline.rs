//! The stages in their order: what each needs is its signature.

use dateline_schema::{Chronology, Diagnostic, Page, PageId, Report, Severity, Warned};

use crate::engine::Reading;
use crate::{Kit, Layer, Layers};

/// The only language whose text is analysed so far, ISO 639-1.
const ANALYSED: &str = "en";

/// Reads a page as far as `layers` need it.
#[must_use]
pub fn read(page: &Page, id: PageId, kit: &Kit, layers: Layers) -> Reading {
    use Layer::{Entities, Events, Names, Pairs, Statements, Timexes, Tokens, Toponyms};

    let Warned {
        value: article,
        mut diagnostics,
    } = dateline_article::extract(page, &kit.outlets);
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
        } = dateline_parse::parse(&article.text, &article.lines, &kit.lexicon);
        diagnostics.extend(more);
        value
    } else {
        Default::default()
    };
    let chronology = if is_undated || wants(&[Timexes, Entities, Statements, Events]) {
        dateline_time::tag(&doc, &article.published, &kit.calendar)
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
        dateline_statement::find(&doc, &actors, &kit.cues)
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
    let name = page.name.clone();
    let report = Report {
        page: id,
        name,
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

fn not_analysed(language: &str) -> Diagnostic {
    let message = format!("the article is in {language:?}, which is read but not analysed");
    Diagnostic::new("language-not-analysed", Severity::Warning, message)
        .with_hint("only English is analysed so far")
}
