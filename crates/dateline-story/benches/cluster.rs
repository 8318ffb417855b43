//! How the time to cluster grows with the number of sightings.
#![allow(missing_docs)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline_schema::{
    ActorKind, Code, Date, Dating, Event, EventDate, EventType, Interval, ItemId, ItemKind, PageId,
    Party, Sighting, Span, Status,
};

const COUNTRIES: [&str; 6] = ["AAB", "BBC", "CCD", "DDE", "EEF", "FFG"];
const KINDS: [EventType; 4] = [
    EventType::Assault,
    EventType::Accuse,
    EventType::Protest,
    EventType::Coerce,
];

/// Sighting number `n` of a made-up war of six countries over two years; every tenth is undated, every fiftieth
/// names its victim.
fn sighting(n: usize) -> Sighting {
    let mut digest = [0; 32];
    digest[..4].copy_from_slice(&u32::try_from(n / 8).unwrap_or(0).to_be_bytes());
    let spread = n.wrapping_mul(2_654_435_761) >> 7;
    let party = |idx: usize| Party {
        span: Span::new(0, 0),
        actor: None,
        codes: Code::new(COUNTRIES[idx % COUNTRIES.len()])
            .into_iter()
            .collect(),
    };
    let first = Date::constant(1987, 1, 1);
    let day =
        first.saturating_add(jiff::Span::new().days(i64::try_from(spread % 730).unwrap_or(0)));
    let named = n.is_multiple_of(50);
    Sighting {
        id: ItemId::of(&PageId::from_sha256(&digest), ItemKind::Event, n % 8),
        outlet: format!("Outlet {}", n % 7),
        published: Dating::default(),
        event: Event {
            kind: KINDS[spread % KINDS.len()],
            mode: None,
            contexts: Vec::new(),
            cameo: "190".into(),
            score: -9.0,
            trigger: Span::new(0, 0),
            actors: vec![party(spread / 3)],
            recipients: vec![party(spread / 5)],
            date: EventDate {
                interval: if n.is_multiple_of(10) {
                    Interval::UNKNOWN
                } else {
                    Interval::day(day)
                },
                ..EventDate::default()
            },
            place: None,
            figures: Vec::new(),
            status: Status::ALL[spread % 5],
            statement: None,
            basis: Vec::new(),
        },
        sentence: String::new(),
        wording: "attacked".to_owned(),
        place: None,
        actor_names: vec!["Somebody".to_owned()],
        actor_kinds: vec![None],
        recipient_names: vec![if named {
            format!("Jon Bern{}", spread % 97)
        } else {
            "troops".to_owned()
        }],
        recipient_kinds: vec![named.then_some(ActorKind::Person)],
        figure_texts: Vec::new(),
        speaker: None,
        copy_of: None,
    }
}

fn cluster(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cluster");
    group.sample_size(10);
    for n_sightings in [1_000, 4_000, 16_000] {
        let sightings: Vec<Sighting> = (0..n_sightings).map(sighting).collect();
        group.throughput(Throughput::Elements(n_sightings as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(n_sightings),
            &sightings,
            |bencher, sightings| bencher.iter(|| dateline_story::cluster(sightings)),
        );
    }
    group.finish();
}

criterion_group!(benches, cluster);
criterion_main!(benches);
