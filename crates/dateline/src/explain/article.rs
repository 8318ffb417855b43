//! Why a page is said to be of that day, outlet and language.

use dateline_schema::{Attested, Report};

use super::{Explanation, Fact, interval_in_words};

pub(super) fn explain(report: &Report) -> Explanation {
    let article = &report.article;
    let title = article.title.clone().unwrap_or_else(|| report.name.clone());
    let mut facts = vec![Fact::new("found at", &report.name)];
    if let Some(outlet) = &article.outlet {
        facts.push(Fact::new("outlet", outlet));
    }
    if !article.byline.is_empty() {
        facts.push(Fact::new("byline", article.byline.join(", ")));
    }
    let attested = |name, attested: &Attested| Fact {
        reasons: vec![format!("{} [{}]", attested.rule, attested.text)],
        ..Fact::new(name, &attested.value)
    };
    facts.extend(article.wire.iter().map(|credit| attested("wire", credit)));
    facts.extend((article.section.iter()).map(|section| attested("section", section)));
    if let Some(language) = &article.language {
        facts.push(Fact::new(
            "language",
            format!("{} ({:.2})", language.code, language.confidence),
        ));
    }
    let published = &report.chronology.published;
    facts.push(
        Fact::new("published", interval_in_words(published.interval))
            .because(&published.basis, &article.text),
    );
    for evidence in &article.dates {
        let mut fact = Fact::new(evidence.kind.as_str(), evidence.date.to_string());
        let zone = evidence
            .zone
            .as_ref()
            .map(|zone| format!(", time zone {zone}"));
        fact.reasons = vec![format!(
            "{} ({:.2}{}) [{}]",
            evidence.rule,
            evidence.confidence,
            zone.unwrap_or_default(),
            evidence.text
        )];
        facts.push(fact);
    }
    for block in &article.blocks {
        let mut fact = Fact::new(block.role.as_str(), &block.text);
        fact.reasons = vec![block.rule.to_string()];
        facts.push(fact);
    }
    Explanation {
        title: format!("page {title}"),
        excerpt: None,
        facts,
    }
}
