//! Hand-made sightings of made-up happenings, each case with its twin.

mod copies;

use dateline_schema::{
    ActorKind, Code, Date, Dating, Event, EventDate, EventType, Figure, Interval, Party, Place,
    PlaceKind, Sighting, Span, Status, Story,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::cluster;

fn span() -> Span {
    Span::new(0, 0)
}

/// An undated assault by nobody on nobody, as `page.eN` of an outlet named after the page's first digits.
fn sighting(id: &str) -> Sighting {
    Sighting {
        id: format!("{}00000000.{}", &id[..4], &id[5..])
            .parse()
            .unwrap(),
        outlet: format!("Outlet {}", &id[..4]),
        published: Dating::default(),
        event: Event {
            kind: EventType::Assault,
            mode: None,
            contexts: Vec::new(),
            cameo: "190".into(),
            score: -9.0,
            trigger: span(),
            actors: Vec::new(),
            recipients: Vec::new(),
            date: EventDate::default(),
            place: None,
            figures: Vec::new(),
            status: Status::Asserted,
            statement: None,
            basis: Vec::new(),
        },
        sentence: String::new(),
        wording: "attacked".to_owned(),
        place: None,
        actor_names: Vec::new(),
        actor_kinds: Vec::new(),
        recipient_names: Vec::new(),
        recipient_kinds: Vec::new(),
        figure_texts: Vec::new(),
        speaker: None,
        copy_of: None,
    }
}

/// A person is written with a star before the name.
fn party(words: &str) -> (Party, String, Option<ActorKind>) {
    let (name, codes) = words.split_once('/').unwrap_or((words, ""));
    let person = name.strip_prefix('*');
    let codes = codes.split(' ').filter(|code| !code.is_empty());
    let party = Party {
        span: span(),
        actor: None,
        codes: codes.map(|code| Code::new(code).unwrap()).collect(),
    };
    let kind = person.map(|_| ActorKind::Person);
    (party, person.unwrap_or(name).to_owned(), kind)
}

trait Told: Sized {
    fn told(self, change: impl FnOnce(&mut Sighting)) -> Sighting;

    fn by(self, words: &str) -> Sighting {
        let (party, name, kind) = party(words);
        self.told(|sighting| {
            sighting.event.actors.push(party);
            sighting.actor_names.push(name);
            sighting.actor_kinds.push(kind);
        })
    }

    fn on(self, words: &str) -> Sighting {
        let (party, name, kind) = party(words);
        self.told(|sighting| {
            sighting.event.recipients.push(party);
            sighting.recipient_names.push(name);
            sighting.recipient_kinds.push(kind);
        })
    }

    fn day(self, low: &str, high: &str) -> Sighting {
        let day = |day: &str| day.parse::<Date>().ok();
        let interval = Interval {
            low: day(low),
            high: day(high),
        };
        self.told(|sighting| sighting.event.date.interval = interval)
    }

    fn at(self, full_name: &str, country: &str, lat: f64, lon: f64) -> Sighting {
        let name = full_name.split(',').next().unwrap();
        let kind = if name == full_name {
            PlaceKind::Country
        } else {
            PlaceKind::City
        };
        let place = Place {
            span: span(),
            name: name.to_owned(),
            full_name: full_name.to_owned(),
            kind,
            country: Some(country.to_owned()),
            geonames_id: None,
            lat: Some(lat),
            lon: Some(lon),
            basis: Vec::new(),
            rivals: Vec::new(),
        };
        self.told(|sighting| sighting.place = Some(place))
    }

    fn killed(self, number: u64, words: &str) -> Sighting {
        let figure = Figure {
            what: "killed".into(),
            low: Some(number),
            high: Some(number),
            span: span(),
        };
        let words = words.to_owned();
        self.told(|sighting| {
            sighting.event.figures.push(figure);
            sighting.figure_texts.push(words);
        })
    }

    fn is(self, status: Status) -> Sighting {
        self.told(|sighting| sighting.event.status = status)
    }

    fn kind(self, kind: EventType) -> Sighting {
        self.told(|sighting| sighting.event.kind = kind)
    }

    fn mode(self, mode: &'static str) -> Sighting {
        self.told(|sighting| sighting.event.mode = Some(mode.into()))
    }

    fn wording(self, words: &str) -> Sighting {
        self.told(|sighting| words.clone_into(&mut sighting.wording))
    }

    fn after(self, number: usize) -> Sighting {
        self.told(|sighting| sighting.event.date.after = Some(number - 1))
    }
}

impl Told for Sighting {
    fn told(mut self, change: impl FnOnce(&mut Sighting)) -> Sighting {
        change(&mut self);
        self
    }
}

fn short(id: &dateline_schema::ItemId) -> String {
    id.to_string().replace("00000000.", ".")
}

fn show(story: &Story) -> String {
    let sightings: Vec<String> = story.sightings.iter().map(|own| short(&own.id)).collect();
    let interval = story.date.interval;
    let day = |date: Option<Date>| date.map_or("?".to_owned(), |date| date.to_string());
    let mut shown = format!(
        "{} {}..{} {}: {}\n",
        short(&story.id),
        day(interval.low),
        day(interval.high),
        story.status.as_str(),
        sightings.join(" ")
    );
    for reason in &story.date.basis {
        let note = reason.note.replace("00000000.", ".");
        shown.push_str(&format!("  {}: {note}\n", reason.rule));
    }
    for disagreement in &story.disagreements {
        let variants: Vec<String> = disagreement
            .variants
            .iter()
            .map(|variant| format!("{:?} {:?}", variant.text, variant.sightings))
            .collect();
        shown.push_str(&format!(
            "  {}: {}\n",
            disagreement.about,
            variants.join(" / ")
        ));
    }
    shown
}

#[allow(clippy::needless_pass_by_value)] // Reads as a table.
fn check(sightings: Vec<Sighting>, expected: Expect) {
    let stories = cluster(&sightings);
    expected.assert_eq(&stories.iter().map(show).collect::<String>());
}

fn raid(id: &str) -> Sighting {
    sighting(id).by("Varland/VARMIL").on("Nordia/NORMIL")
}

const PORT: (&str, &str, f64, f64) = ("Port Esme, Nordia", "NOR", 10.0, 20.0);
const HILL: (&str, &str, f64, f64) = ("Hilltown, Nordia", "NOR", 12.0, 20.0);

fn at(sighting: Sighting, place: (&str, &str, f64, f64)) -> Sighting {
    sighting.at(place.0, place.1, place.2, place.3)
}

#[test]
fn outlets_that_differ_in_figures_tell_one_story() {
    let day = "1987-03-04";
    check(
        vec![
            at(
                raid("aaaa.e1").day(day, day).killed(25, "25 fighters"),
                PORT,
            ),
            raid("bbbb.e3")
                .day(day, day)
                .killed(19, "19 people")
                .wording("struck"),
            at(
                raid("cccc.e1")
                    .day("1987-03-01", "1987-03-07")
                    .killed(25, "twenty-five"),
                PORT,
            ),
        ],
        expect![[r#"
            aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1 bbbb.e3 cccc.e1
              date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
              killed: "25 fighters" [0, 2] / "19 people" [1]
              wording: "attacked" [0, 2] / "struck" [1]
        "#]],
    );
}

#[test]
fn a_killing_without_a_date_takes_it_from_another_page() {
    let killing = |id: &str, name: &str| {
        sighting(id)
            .by("Varland/VAR")
            .on(&format!("*{name}/NORMIL"))
    };
    let dated = killing("bbbb.e1", "Kassim Sorelani")
        .on("*Abu Mandir/NORREB")
        .day("1987-03-04", "1987-03-04");
    let undated = killing("aaaa.e1", "Kasim Sorelani").wording("assassination");
    check(
        vec![undated.clone(), at(dated.clone().mode("drone"), PORT)],
        expect![[r#"
            bbbb.t1 1987-03-04..1987-03-04 asserted: bbbb.e1 aaaa.e1
              date-of-sighting: 1987-03-04 by bbbb.e1 (Outlet bbbb)
              date-from-other-sighting: aaaa.e1 (Outlet aaaa) does not date it, bbbb.e1 does
              wording: "attacked" [0] / "assassination" [1]
        "#]],
    );
    // The other of two victims of one strike.
    check(
        vec![sighting("aaaa.e1").on("*Mandir/NOR"), dated.clone()],
        expect![[r#"
            bbbb.t1 1987-03-04..1987-03-04 asserted: bbbb.e1 aaaa.e1
              date-of-sighting: 1987-03-04 by bbbb.e1 (Outlet bbbb)
              date-from-other-sighting: aaaa.e1 (Outlet aaaa) does not date it, bbbb.e1 does
        "#]],
    );
    // Another person of the same country, and a person of whom no name is given.
    check(
        vec![
            killing("aaaa.e1", "Omar Beltane"),
            killing("cccc.e1", "commander"),
            dated.clone(),
        ],
        expect![[r#"
            bbbb.t1 1987-03-04..1987-03-04 asserted: bbbb.e1
              date-of-sighting: 1987-03-04 by bbbb.e1 (Outlet bbbb)
            aaaa.t1 ?..? asserted: aaaa.e1
            cccc.t1 ?..? asserted: cccc.e1
        "#]],
    );
    // Attacked twice: which of the two is meant cannot be known.
    check(
        vec![
            undated,
            dated,
            killing("cccc.e1", "Kassim Sorelani").day("1986-07-01", "1986-07-01"),
        ],
        expect![[r#"
            cccc.t1 1986-07-01..1986-07-01 asserted: cccc.e1
              date-of-sighting: 1986-07-01 by cccc.e1 (Outlet cccc)
            bbbb.t1 1987-03-04..1987-03-04 asserted: bbbb.e1
              date-of-sighting: 1987-03-04 by bbbb.e1 (Outlet bbbb)
            aaaa.t1 ?..? asserted: aaaa.e1
        "#]],
    );
}

#[test]
fn a_day_of_difference_about_one_killing_is_a_disagreement() {
    let killing = |id: &str, day: &str| sighting(id).on("*Kassim Sorelani/NORMIL").day(day, day);
    check(
        vec![
            killing("aaaa.e1", "1987-03-04").killed(1, "Sorelani"),
            killing("bbbb.e1", "1987-03-03"),
            killing("cccc.e1", "1987-03-12"),
        ],
        expect![[r#"
            aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1 bbbb.e1
              date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
              other-date: 1987-03-03 by bbbb.e1 (Outlet bbbb)
              date: "1987-03-04" [0] / "1987-03-03" [1]
            cccc.t1 1987-03-12..1987-03-12 asserted: cccc.e1
              date-of-sighting: 1987-03-12 by cccc.e1 (Outlet cccc)
        "#]],
    );
}

#[test]
fn bombings_on_following_days_or_in_other_towns_stay_apart() {
    let on = |id: &str, day: &str| raid(id).day(day, day);
    check(
        vec![
            at(on("aaaa.e1", "1987-03-04"), PORT),
            at(on("bbbb.e1", "1987-03-05"), PORT),
            at(on("cccc.e1", "1987-03-04"), HILL),
        ],
        expect![[r#"
            aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1
              date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
            cccc.t1 1987-03-04..1987-03-04 asserted: cccc.e1
              date-of-sighting: 1987-03-04 by cccc.e1 (Outlet cccc)
            bbbb.t1 1987-03-05..1987-03-05 asserted: bbbb.e1
              date-of-sighting: 1987-03-05 by bbbb.e1 (Outlet bbbb)
        "#]],
    );
    // Nor does one without a date, which fits either, bind them together.
    check(
        vec![
            on("aaaa.e1", "1987-03-04"),
            on("bbbb.e1", "1987-03-05"),
            raid("cccc.e1"),
        ],
        expect![[r#"
            aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1
              date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
            bbbb.t1 1987-03-05..1987-03-05 asserted: bbbb.e1
              date-of-sighting: 1987-03-05 by bbbb.e1 (Outlet bbbb)
            cccc.t1 ?..? asserted: cccc.e1
        "#]],
    );
    // One page that tells of two by different means on one day.
    check(
        vec![
            on("aaaa.e1", "1987-03-04").mode("drone"),
            on("aaaa.e2", "1987-03-04").mode("firearms"),
        ],
        expect![[r#"
            aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1
              date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
            aaaa.t2 1987-03-04..1987-03-04 asserted: aaaa.e2
              date-of-sighting: 1987-03-04 by aaaa.e2 (Outlet aaaa)
        "#]],
    );
}

#[test]
fn one_page_comes_back_to_its_event() {
    let dated = at(raid("aaaa.e1").day("1987-03-04", "1987-03-04"), PORT);
    check(
        vec![dated.clone(), raid("aaaa.e2").wording("the attack")],
        expect![[r#"
            aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1 aaaa.e2
              date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
              date-from-other-sighting: aaaa.e2 (Outlet aaaa) does not date it, aaaa.e1 does
        "#]],
    );
    // Of two events it cannot be known which is meant; and another page's undated raid is any raid.
    let second = at(raid("aaaa.e3").day("1987-03-09", "1987-03-09"), PORT);
    check(
        vec![dated.clone(), second, raid("aaaa.e2")],
        expect![[r#"
            aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1
              date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
            aaaa.t3 1987-03-09..1987-03-09 asserted: aaaa.e3
              date-of-sighting: 1987-03-09 by aaaa.e3 (Outlet aaaa)
            aaaa.t2 ?..? asserted: aaaa.e2
        "#]],
    );
    check(
        vec![dated, raid("bbbb.e1")],
        expect![[r#"
        aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1
          date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
        bbbb.t1 ?..? asserted: bbbb.e1
    "#]],
    );
}

#[test]
fn one_sentence_tells_of_a_killing_and_of_the_strike_that_did_it() {
    let told = |id: &str, sentence: &str| {
        let sentence = sentence.to_owned();
        at(sighting(id).by("Varland/VAR"), PORT).told(|own| own.sentence = sentence)
    };
    let sentence = "He was killed in Port Esme as Varland struck his car.";
    let killing = told("aaaa.e1", sentence).on("*Kassim Sorelani/NORMIL");
    check(
        vec![killing.clone(), told("aaaa.e2", sentence).wording("struck")],
        expect![[r#"
            aaaa.t1 ?..? asserted: aaaa.e1 aaaa.e2
        "#]],
    );
    check(
        vec![
            killing,
            told("aaaa.e2", "Varland struck in Port Esme again."),
        ],
        expect![[r#"
            aaaa.t1 ?..? asserted: aaaa.e1
            aaaa.t2 ?..? asserted: aaaa.e2
        "#]],
    );
}

#[test]
fn one_sentence_tells_of_a_plane_and_of_its_pilot() {
    let told = |id: &str, doer: &str, victim: &str| {
        let own = sighting(id)
            .by(doer)
            .on(victim)
            .day("2021-03-04", "2021-03-04");
        own.told(|own| own.sentence = "They shot down a plane and killed its pilot.".to_owned())
    };
    let plane = told("aaaa.e1", "Varland/VAR", "a Norland plane/NOR");
    check(
        vec![plane.clone(), told("aaaa.e2", "Varland/VAR", "*Ana Mora")],
        expect![[r#"
            aaaa.t2 2021-03-04..2021-03-04 asserted: aaaa.e2 aaaa.e1
              date-of-sighting: 2021-03-04 by aaaa.e2 (Outlet aaaa)
        "#]],
    );
    check(
        vec![plane, told("aaaa.e2", "Sudland/SUD", "*Ana Mora")],
        expect![[r#"
            aaaa.t1 2021-03-04..2021-03-04 asserted: aaaa.e1
              date-of-sighting: 2021-03-04 by aaaa.e1 (Outlet aaaa)
            aaaa.t2 2021-03-04..2021-03-04 asserted: aaaa.e2
              date-of-sighting: 2021-03-04 by aaaa.e2 (Outlet aaaa)
        "#]],
    );
}

#[test]
fn a_headline_joins_what_its_page_tells() {
    let headline = sighting("aaaa.e1")
        .on("a Norland plane/NOR")
        .wording("shot down");
    let told = sighting("aaaa.e2")
        .by("Varland/VAR")
        .on("a Norland jet/NOR");
    check(
        vec![headline.clone(), told.clone().wording("was shot down")],
        expect![[r#"
            aaaa.t2 ?..? asserted: aaaa.e2 aaaa.e1
        "#]],
    );
    check(
        vec![headline, told.wording("bombed")],
        expect![[r#"
        aaaa.t1 ?..? asserted: aaaa.e1
        aaaa.t2 ?..? asserted: aaaa.e2
    "#]],
    );
}

#[test]
fn threats_and_plans_are_no_attacks() {
    let day = "1987-03-04";
    let on = |id: &str, status: Status| raid(id).day(day, day).is(status);
    check(
        vec![
            on("aaaa.e1", Status::Asserted),
            on("bbbb.e1", Status::Threatened),
            on("cccc.e1", Status::Threatened),
            on("dddd.e1", Status::Planned),
            on("eeee.e1", Status::Hypothetical),
            on("ffff.e1", Status::Claimed).wording("hit"),
        ],
        expect![[r#"
            aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1 ffff.e1
              date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
              wording: "attacked" [0] / "hit" [1]
            bbbb.t1 1987-03-04..1987-03-04 threatened: bbbb.e1 cccc.e1
              date-of-sighting: 1987-03-04 by bbbb.e1 (Outlet bbbb)
            dddd.t1 1987-03-04..1987-03-04 planned: dddd.e1
              date-of-sighting: 1987-03-04 by dddd.e1 (Outlet dddd)
            eeee.t1 1987-03-04..1987-03-04 hypothetical: eeee.e1
              date-of-sighting: 1987-03-04 by eeee.e1 (Outlet eeee)
        "#]],
    );
}

#[test]
fn a_denial_stands_with_what_it_denies() {
    let day = "1987-03-04";
    let happened = raid("aaaa.e1").day(day, day);
    let denial = |id: &str| raid(id).is(Status::Denied);
    check(
        vec![denial("bbbb.e1").day(day, day), happened.clone()],
        expect![[r#"
            aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1 bbbb.e1
              date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
              status: "asserted" [0] / "denied" [1]
        "#]],
    );
    // Of another day, or of no day on another page: a denial of something else.
    check(
        vec![
            denial("bbbb.e1").day("1987-03-06", "1987-03-06"),
            denial("cccc.e1"),
            happened,
        ],
        expect![[r#"
            aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1
              date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
            bbbb.t1 1987-03-06..1987-03-06 denied: bbbb.e1
              date-of-sighting: 1987-03-06 by bbbb.e1 (Outlet bbbb)
            cccc.t1 ?..? denied: cccc.e1
        "#]],
    );
    // Nobody says that it happened.
    check(
        vec![
            denial("bbbb.e1").day(day, day),
            raid("cccc.e1").is(Status::Negated).day(day, day),
        ],
        expect![[r#"
            bbbb.t1 1987-03-04..1987-03-04 denied: bbbb.e1 cccc.e1
              date-of-sighting: 1987-03-04 by bbbb.e1 (Outlet bbbb)
        "#]],
    );
}

#[test]
fn what_came_after_a_killing_is_bounded_by_its_date() {
    let killing = |id: &str| sighting(id).on("*Kassim Sorelani/NORMIL");
    let answer = || {
        sighting("aaaa.e2")
            .by("Nordia/NOR")
            .on("Varland/VARMIL")
            .after(1)
    };
    let dated = || killing("bbbb.e1").day("1987-03-04", "1987-03-04");
    check(
        vec![
            killing("aaaa.e1"),
            answer(),
            sighting("aaaa.e3")
                .by("Varland/VAR")
                .on("Ostmark/OST")
                .after(2),
            dated(),
        ],
        expect![[r#"
            bbbb.t1 1987-03-04..1987-03-04 asserted: bbbb.e1 aaaa.e1
              date-of-sighting: 1987-03-04 by bbbb.e1 (Outlet bbbb)
              date-from-other-sighting: aaaa.e1 (Outlet aaaa) does not date it, bbbb.e1 does
            aaaa.t2 1987-03-04..? asserted: aaaa.e2
              after-event: 1987-03-04 or later, because aaaa.e2 tells it after bbbb.t1
            aaaa.t3 1987-03-04..? asserted: aaaa.e3
              after-event: 1987-03-04 or later, because aaaa.e3 tells it after aaaa.t2
        "#]],
    );
    // Not after what did not happen, nor against a known date; and a circle comes to rest.
    check(
        vec![killing("aaaa.e1").is(Status::Denied), answer()],
        expect![[r#"
            aaaa.t1 ?..? denied: aaaa.e1
            aaaa.t2 ?..? asserted: aaaa.e2
        "#]],
    );
    check(
        vec![
            dated(),
            killing("aaaa.e1").after(2),
            answer().day("1986-01-01", "1986-01-02"),
        ],
        expect![[r#"
            aaaa.t2 1986-01-01..1986-01-02 asserted: aaaa.e2
              date-of-sighting: 1986-01-01..1986-01-02 by aaaa.e2 (Outlet aaaa)
            bbbb.t1 1987-03-04..1987-03-04 asserted: bbbb.e1 aaaa.e1
              date-of-sighting: 1987-03-04 by bbbb.e1 (Outlet bbbb)
              date-from-other-sighting: aaaa.e1 (Outlet aaaa) does not date it, bbbb.e1 does
        "#]],
    );
}

#[test]
fn the_last_of_an_order_bounds_the_first() {
    check(
        vec![
            raid("aaaa.e1"),
            raid("aaaa.e2")
                .kind(EventType::Retreat)
                .after(1)
                .day("", "1987-03-04"),
        ],
        expect![[r#"
            aaaa.t1 ?..1987-03-04 asserted: aaaa.e1
              before-event: 1987-03-04 or earlier, because aaaa.e2 tells aaaa.t2 after it
            aaaa.t2 ?..1987-03-04 asserted: aaaa.e2
              date-of-sighting: 1987-03-04 or earlier by aaaa.e2 (Outlet aaaa)
        "#]],
    );
}

#[test]
fn words_are_the_same_on_the_same_day_alone() {
    let said = |id: &str, name: &str| {
        sighting(id)
            .kind(EventType::Accuse)
            .by(name)
            .on("Varland/VARGOV")
    };
    let day = "1987-03-04";
    check(
        vec![
            said("aaaa.e1", "*Ina Soby/NORGOV").day(day, day),
            said("bbbb.e1", "Nordia/NOR").day(day, day),
            said("cccc.e1", "*Per Lund/NORGOV").day(day, day),
            said("dddd.e1", "*Ina Soby/NORGOV").day("1987-03-01", "1987-03-07"),
            said("eeee.e1", "*Ina Soby/NORGOV"),
        ],
        expect![[r#"
            aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1 bbbb.e1 dddd.e1
              date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
            cccc.t1 1987-03-04..1987-03-04 asserted: cccc.e1
              date-of-sighting: 1987-03-04 by cccc.e1 (Outlet cccc)
            eeee.t1 ?..? asserted: eeee.e1
        "#]],
    );
}

#[test]
fn a_riot_is_a_protest_and_an_assault() {
    let day = "1987-03-04";
    let storm = |id: &str| {
        at(
            sighting(id)
                .by("protesters/CVL")
                .on("embassy/VARGOV")
                .day(day, day),
            PORT,
        )
    };
    let protest = storm("aaaa.e1").kind(EventType::Protest);
    check(
        vec![protest.clone().mode("riot"), storm("bbbb.e1")],
        expect![[r#"
            aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1 bbbb.e1
              date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
        "#]],
    );
    check(
        vec![protest, storm("bbbb.e1")],
        expect![[r#"
        aaaa.t1 1987-03-04..1987-03-04 asserted: aaaa.e1
          date-of-sighting: 1987-03-04 by aaaa.e1 (Outlet aaaa)
        bbbb.t1 1987-03-04..1987-03-04 asserted: bbbb.e1
          date-of-sighting: 1987-03-04 by bbbb.e1 (Outlet bbbb)
    "#]],
    );
}

fn any_sighting() -> impl Strategy<Value = Sighting> {
    let name = prop::sample::select(vec![
        "*Kassim Sorelani/NORMIL",
        "*Sorelani/NOR",
        "Varland/VAR",
        "rebels/NORREB",
        "*Per Lund/NOR",
        "x",
    ]);
    let status = prop::sample::select(Status::ALL.to_vec());
    let kind = prop::sample::select(vec![
        EventType::Assault,
        EventType::Protest,
        EventType::Accuse,
    ]);
    let place = prop::option::of(prop::sample::select(vec![
        PORT,
        HILL,
        ("Nordia", "NOR", 11.0, 20.0),
    ]));
    let days = prop::option::of((1i8..9, 0i8..9));
    (
        0u16..4,
        1usize..30,
        name.clone(),
        name,
        status,
        kind,
        place,
        days,
        prop::option::of(1usize..30),
    )
        .prop_map(
            |(page, number, actor, recipient, status, kind, place, days, after)| {
                let mut made = sighting(&format!("aaa{page:x}.e{number}"))
                    .by(actor)
                    .on(recipient)
                    .is(status)
                    .kind(kind);
                if let Some(place) = place {
                    made = at(made, place);
                }
                if let Some((low, more)) = days {
                    made.event.date.interval = Interval::between(
                        Date::constant(1987, 3, low),
                        Date::constant(1987, 3, low + more),
                    );
                }
                made.event.date.after = after.map(|number| number - 1);
                made
            },
        )
}

fn unique(mut sightings: Vec<Sighting>) -> Vec<Sighting> {
    sightings.sort_by(|a, b| a.id.cmp(&b.id));
    sightings.dedup_by(|a, b| a.id == b.id);
    sightings
}

proptest! {
    #[test]
    fn every_sighting_is_in_one_story_and_order_does_not_matter(
        sightings in prop::collection::vec(any_sighting(), 0..40).prop_map(unique),
        turn in 0usize..40,
    ) {
        let stories = cluster(&sightings);
        let told: Vec<Sighting> = stories.iter().flat_map(|story| story.sightings.clone()).collect();
        prop_assert_eq!(told.len(), sightings.len());
        prop_assert_eq!(&unique(told), &sightings);

        let mut turned = sightings;
        turned.reverse();
        let middle = turn.min(turned.len());
        turned.rotate_left(middle);
        prop_assert_eq!(cluster(&turned), stories);
    }

    #[test]
    fn stories_keep_what_happened_from_what_did_not(
        sightings in prop::collection::vec(any_sighting(), 0..40).prop_map(unique),
    ) {
        for story in cluster(&sightings) {
            let interval = story.date.interval;
            prop_assert!(interval.low.is_none() || interval.high.is_none() || interval.low <= interval.high);
            for sighting in &story.sightings {
                let status = sighting.event.status;
                let denies = matches!(status, Status::Denied | Status::Negated);
                prop_assert!(denies || status.has_happened() == story.status.has_happened());
                prop_assert!(denies || status.has_happened() || status == story.status);
            }
            for disagreement in &story.disagreements {
                prop_assert!(disagreement.variants.len() > 1);
                for variant in &disagreement.variants {
                    prop_assert!(variant.sightings.iter().all(|idx| *idx < story.sightings.len()));
                }
            }
        }
    }
}
