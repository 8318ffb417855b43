//! What the model says of a pair and what the rules say in, the ranking of event types out.

use dateline_schema::EventType;

/// What the crosswalk of 2021, and with it the model, calls CONCEDE and RETREAT.
const MERGED: (&str, [EventType; 2]) = ("YIELD", [EventType::Concede, EventType::Retreat]);

/// Ranks the types, the likeliest first. Where the model says anything the rules only tell apart what it merges.
pub(crate) fn rank(
    by_model: &[(&str, f32)],
    by_rules: Vec<(EventType, f32)>,
) -> Vec<(EventType, f32)> {
    if by_model.is_empty() {
        return by_rules;
    }
    let (merged, parts) = MERGED;
    let likelier = by_rules
        .iter()
        .map(|(kind, _)| *kind)
        .find(|kind| parts.contains(kind))
        .unwrap_or(parts[0]);
    let mut ranked: Vec<(EventType, f32)> = by_model
        .iter()
        .filter_map(|(label, probability)| match *label == merged {
            true => Some((likelier, *probability)),
            false => Some((EventType::from_name(label)?, *probability)),
        })
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;

    const BY_MODEL: [(&str, f32); 3] = [("AID", 0.3), ("YIELD", 0.6), ("AGREE", 0.1)];

    #[test]
    fn the_model_ranks_and_the_rules_divide_what_it_merges() {
        let by_rules = vec![(EventType::Aid, 0.8), (EventType::Retreat, 0.2)];
        let ranked = rank(&BY_MODEL, by_rules);
        let kinds: Vec<EventType> = ranked.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(
            kinds,
            [EventType::Retreat, EventType::Aid, EventType::Agree]
        );
        assert_eq!(rank(&BY_MODEL, Vec::new())[0], (EventType::Concede, 0.6));
    }

    #[test]
    fn without_the_model_the_rules_rank() {
        let by_rules = vec![(EventType::Aid, 0.8), (EventType::Retreat, 0.2)];
        assert_eq!(rank(&[], by_rules.clone()), by_rules);
    }
}
