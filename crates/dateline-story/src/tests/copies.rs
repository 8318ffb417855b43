//! Pages that carry one report.

use dateline_schema::Sighting;

use super::{HILL, PORT, Told as _, at, cluster, raid, sighting};

#[test]
fn copies_of_a_report_are_one_witness() {
    let day = "1987-03-04";
    let told = |id: &str| at(raid(id).day(day, day), PORT);
    let copy = |id: &str| Sighting {
        copy_of: Some(told("cccc.e1").id.page),
        ..told(id)
    };
    let counts = |sightings: &[Sighting]| {
        let stories = cluster(sightings);
        assert_eq!(stories.len(), 1);
        let first = stories[0].sightings[0].outlet.clone();
        (first, stories[0].n_pages(), stories[0].n_independent())
    };
    // The story is named after the report, though its copies would come before it.
    let copied = [
        copy("aaaa.e1"),
        copy("bbbb.e1"),
        copy("bbbb.e2"),
        told("cccc.e1"),
    ];
    assert_eq!(counts(&copied), ("Outlet cccc".to_owned(), 3, 1));
    // Copies of a report that is silent on it are one witness too.
    assert_eq!(counts(&copied[..2]).2, 1);
    let two_reports = [copy("aaaa.e1"), told("cccc.e1"), told("dddd.e1")];
    assert_eq!(counts(&two_reports), ("Outlet cccc".to_owned(), 3, 2));
}

#[test]
fn of_one_day_s_stories_the_better_attested_comes_first() {
    let day = "1987-03-04";
    let port = |id: &str| at(raid(id).day(day, day), PORT);
    let hill = |id: &str| {
        at(
            sighting(id)
                .by("Southland/SOUMIL")
                .on("Westland/WESMIL")
                .day(day, day),
            HILL,
        )
    };
    let firsts = |sightings: &[Sighting]| -> Vec<String> {
        let stories = cluster(sightings);
        stories
            .iter()
            .map(|story| story.sightings[0].outlet.clone())
            .collect()
    };
    let copy = Sighting {
        copy_of: Some(hill("bbbb.e1").id.page),
        ..hill("cccc.e1")
    };
    assert_eq!(
        firsts(&[port("aaaa.e1"), hill("bbbb.e1"), hill("cccc.e1")]),
        ["Outlet bbbb", "Outlet aaaa"]
    );
    assert_eq!(
        firsts(&[port("aaaa.e1"), hill("bbbb.e1"), copy]),
        ["Outlet aaaa", "Outlet bbbb"]
    );
}
