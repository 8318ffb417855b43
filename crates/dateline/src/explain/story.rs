//! Why several sightings are one story, and where they differ.

use dateline_schema::{Reason, Story};

use super::{Explanation, Fact, interval_in_words};

/// Explains a story: its date, and what each page says.
#[must_use]
pub fn story(story: &Story) -> Explanation {
    let mut date = Fact::new("date", interval_in_words(story.date.interval));
    date.reasons = story.date.basis.iter().map(in_words).collect();
    let mut facts = vec![date];
    if let Some(place) = &story.place {
        facts.push(Fact::new("place", &place.full_name));
    }
    facts.push(Fact::new("status", story.status.as_str()));
    for sighting in &story.sightings {
        let mut fact = Fact::new(&sighting.outlet, &sighting.sentence);
        fact.reasons = vec![format!("{} [{}]", sighting.id, sighting.wording)];
        if let Some(original) = &sighting.copy_of {
            let note = format!("carries the report of page {original}, and counts as one with it");
            fact.reasons.push(note);
        }
        fact.reasons
            .extend(sighting.event.date.basis.iter().map(in_words));
        facts.push(fact);
    }
    for disagreement in &story.disagreements {
        let mut fact = Fact::new("differ on", &disagreement.about);
        fact.reasons = disagreement
            .variants
            .iter()
            .map(|variant| {
                let outlets = variant
                    .sightings
                    .iter()
                    .map(|idx| story.sightings[*idx].outlet.as_str());
                format!(
                    "{}: {}",
                    variant.text,
                    outlets.collect::<Vec<_>>().join(", ")
                )
            })
            .collect();
        facts.push(fact);
    }
    let first = &story.sightings[0].event;
    let mode = first
        .mode
        .as_ref()
        .map(|mode| format!(" {mode}"))
        .unwrap_or_default();
    Explanation {
        title: format!("story {}{mode}", first.kind.as_str()),
        excerpt: None,
        facts,
    }
}

/// A reason whose span is in a page that is not at hand.
fn in_words(reason: &Reason) -> String {
    if reason.note.is_empty() {
        reason.rule.to_string()
    } else {
        format!("{}: {}", reason.rule, reason.note)
    }
}
