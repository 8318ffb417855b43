//! The same words in several pages: found as pages are added, whatever the order of the runs, printed with who changed
//! them, and cited.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod support;

use rusqlite::Connection;
use serde_json::Value;
use support::{ACCUSATION, Desk};

fn page(outlet: &str, day: &str, title: &str, paragraphs: &[&str]) -> String {
    let body: String = paragraphs
        .iter()
        .map(|text| format!("<p>{text}</p>"))
        .collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title} | {outlet}</title>\
         <meta property=\"og:site_name\" content=\"{outlet}\"><script type=\"application/ld+json\">\
         {{\"@context\": \"https://schema.org\", \"@type\": \"NewsArticle\", \"headline\": \"{title}\", \
         \"datePublished\": \"{day}T08:00:00Z\"}}</script></head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )
}

const BACKGROUND: [&str; 4] = [
    "Fishing boats from the northern villages have stayed in harbour since the storm tore their nets last week.",
    "The council of Port Example meets on Friday to discuss a new breakwater, which would cost nine million crowns.",
    "Prices of salted fish have doubled in the markets of the capital, where traders wait for the spring season.",
    "A ferry ran aground off the outer islands in January, and its owners have been sued by eleven passengers.",
];

fn write_pages(desk: &Desk) {
    let whole = "“Many fishermen who had gone out for herring will never come home to their widows and orphans,” \
        mayor Ina Brandt told reporters.";
    let cut = "“Many fishermen who had gone out for herring will never come home,” Mayor Ina Brandt said.";
    let changed = "“Several fishermen who had gone out for herring will never come home to their widows and orphans,” \
        Ina Brandt, the mayor, said.";
    let other = "“Our schools will open again after the winter holidays with new stoves and benches,” Ina Brandt said.";
    desk.write(
        "1.html",
        page(
            "Example Post",
            "1987-03-04",
            "Storm takes herring fleet",
            &[whole, BACKGROUND[0]],
        ),
    );
    desk.write(
        "2.html",
        page(
            "Harbour Courier",
            "1987-03-05",
            "Mayor mourns lost crews",
            &[BACKGROUND[1], cut],
        ),
    );
    desk.write(
        "3.html",
        page(
            "Antilla Monitor",
            "1987-03-06",
            "No hope for boats",
            &[BACKGROUND[2], changed],
        ),
    );
    desk.write(
        "4.html",
        page(
            "Northern Evening Post",
            "1987-03-06",
            "Schools to open",
            &[other, BACKGROUND[3]],
        ),
    );
}

/// What is written of each carrier but its id: by the page's name, in the order of the table.
fn carriers(desk: &Desk) -> Vec<String> {
    let rows = desk
        .run(&["export", "quotations", "--format", "json"])
        .exits(0)
        .objects();
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or("-").to_owned();
    let mut shown: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} {} {} {}",
                text(row, "outlet"),
                text(row, "first"),
                text(row, "relation"),
                row["independent"]
            )
        })
        .collect();
    let first = rows.first().map(|row| row["quotation"].clone());
    assert!(
        rows.iter()
            .all(|row| Some(&row["quotation"]) == first.as_ref())
    );
    shown.sort();
    shown
}

const WANTED: [&str; 3] = [
    "Antilla Monitor no changed 1",
    "Example Post yes - 1",
    "Harbour Courier no cut 1",
];

#[test]
fn the_order_of_the_runs_does_not_matter() {
    let desk = Desk::new();
    write_pages(&desk);
    desk.run(&["add", "."]).exits(0);
    assert_eq!(carriers(&desk), WANTED);
    desk.run(&["add", "."]).exits(0);
    assert_eq!(carriers(&desk), WANTED);
    desk.run(&["add", "--again", "."]).exits(0);
    assert_eq!(carriers(&desk), WANTED);
    desk.run(&["check"]).exits(0);

    let backwards = Desk::new();
    write_pages(&backwards);
    for name in ["4.html", "3.html", "2.html", "1.html"] {
        backwards.run(&["add", name]).exits(0);
    }
    assert_eq!(carriers(&backwards), WANTED);
}

#[test]
fn what_an_older_program_added_is_linked_by_the_next_run() {
    let desk = Desk::new();
    write_pages(&desk);
    desk.run(&["add", "1.html", "2.html"]).exits(0);
    let record = Connection::open(desk.path("dateline.db")).unwrap();
    record
        .execute_batch(
            "DELETE FROM quoted_pages; DELETE FROM quotation_keys; DELETE FROM quotation_links; DELETE FROM carriers;",
        )
        .unwrap();
    drop(record);
    desk.run(&["add", "3.html", "4.html"]).exits(0);
    assert_eq!(carriers(&desk), WANTED);
}

#[test]
fn a_page_that_is_read_again_leaves_no_link_behind() {
    let desk = Desk::new();
    write_pages(&desk);
    desk.run(&["add", "1.html", "2.html", "3.html"]).exits(0);
    let record = Connection::open(desk.path("dateline.db")).unwrap();
    record
        .execute_batch(
            "PRAGMA foreign_keys = ON; DELETE FROM pages WHERE outlet <> 'Harbour Courier';",
        )
        .unwrap();
    drop(record);
    desk.run(&["add", "--again", "2.html"]).exits(0);
    assert!(carriers(&desk).is_empty());
    desk.run(&["add", "1.html", "3.html"]).exits(0);
    assert_eq!(carriers(&desk), WANTED);
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_statement_is_printed_with_who_else_carries_it() {
    let desk = Desk::new();
    write_pages(&desk);
    let listed = desk
        .run(&[
            "statements",
            "--outlet",
            "Example Post",
            "--about",
            "herring",
            ".",
        ])
        .exits(0)
        .stdout;
    let line = one_line(&listed);
    assert!(
        line.contains(
            "also in 2 outlets, first here; Harbour Courier cuts it; Antilla Monitor changes “Many” to “Several”"
        ),
        "{listed}"
    );
    let later = desk
        .run(&["statements", "--outlet", "Antilla", "."])
        .exits(0)
        .stdout;
    let line = one_line(&later);
    assert!(line.contains("also in 2 outlets, first in Example Post, 1987-03-04; Example Post has “Many” for “Several”"), "{later}");

    desk.run(&["add", "."]).exits(0);
    let kept = desk
        .run(&[
            "statements",
            "--outlet",
            "Example Post",
            "--about",
            "herring",
        ])
        .exits(0)
        .stdout;
    assert_eq!(kept, listed);
    let objects = desk
        .run(&[
            "statements",
            "--outlet",
            "Example Post",
            "--about",
            "herring",
            "--format",
            "json",
        ])
        .exits(0)
        .objects();
    let quotation = &objects[0]["quotation"];
    assert_eq!(
        (&quotation["first"], &quotation["pages"]),
        (&Value::from("yes"), &Value::from(3))
    );
    assert_eq!(quotation["carriers"][1]["differences"][0]["here"], "Many");

    let id = objects[0]["id"].as_str().unwrap();
    let shown = one_line(&desk.run(&["show", id]).exits(0).stdout);
    assert!(shown.contains("[-Many-] {+Several+} fishermen"), "{shown}");
    assert!(shown.contains("[-to their widows and orphans-]"), "{shown}");
    let object = &desk
        .run(&["show", id, "--format", "json"])
        .exits(0)
        .objects()[0];
    assert_eq!(object["quotation"]["independent"], 3);
    // What nobody else carries has no such line.
    let alone = desk
        .run(&["statements", "--outlet", "Northern"])
        .exits(0)
        .stdout;
    assert!(
        alone.contains("schools") && !alone.contains("also in"),
        "{alone}"
    );
}

#[test]
fn statements_are_filtered() {
    let desk = Desk::new();
    write_pages(&desk);
    desk.run(&["add", "."]).exits(0);
    let outlets = |filters: &[&str]| -> Vec<String> {
        let args = [&["statements", "--format", "json"], filters].concat();
        let rows = desk.run(&args).objects();
        rows.iter()
            .map(|row| row["outlet"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(outlets(&["--speaker", "Brandt"]).len(), 4);
    assert!(outlets(&["--speaker", "Chrétien"]).is_empty());
    assert_eq!(
        outlets(&["--about", "widow", "--since", "1987-03-05"]),
        ["Antilla Monitor"]
    );
    assert_eq!(
        outlets(&["--about", "herring", "--until", "1987-03-04"]),
        ["Example Post"]
    );
    assert_eq!(
        outlets(&["--about", "\"winter holidays\""]),
        ["Northern Evening Post"]
    );
    assert!(outlets(&["--about", "\"holidays winter\""]).is_empty());
    let found = outlets(&["--outlet", "harbour"]);
    assert!(!found.is_empty() && found.iter().all(|outlet| outlet == "Harbour Courier"));
    assert_eq!(outlets(&["--limit", "2"]).len(), 2);
}

#[test]
fn statements_are_cited_as_csl_json() {
    let desk = Desk::new();
    desk.write("page.html", ACCUSATION);
    let run = |more: &[&str]| -> Vec<Value> {
        let args = [&["statements", "page.html", "--format", "csl-json"], more].concat();
        let list: Value = serde_json::from_str(&desk.run(&args).exits(0).stdout).unwrap();
        list.as_array().unwrap().clone()
    };
    let items = run(&[]);
    for item in &items {
        // What the schema of CSL-JSON 1.0.2 asks of an item, and of the fields that are used.
        assert_eq!(item["type"], "article-newspaper");
        let id = item["id"].as_str().unwrap();
        assert!(
            id.starts_with("dateline-")
                && id
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        );
        for field in ["title", "container-title", "abstract", "note"] {
            assert!(item[field].is_string(), "{item}");
        }
        let known = [
            "id",
            "type",
            "title",
            "container-title",
            "author",
            "issued",
            "accessed",
            "URL",
            "abstract",
            "note",
        ];
        assert!(
            item.as_object()
                .unwrap()
                .keys()
                .all(|field| known.contains(&field.as_str())),
            "{item}"
        );
        assert_eq!(
            item["issued"]["date-parts"],
            serde_json::json!([[1995, 3, 15]])
        );
        assert!(item.get("accessed").is_none() && item.get("URL").is_none());
    }
    let spoken = items
        .iter()
        .find(|item| item["abstract"].as_str().unwrap().contains("season"))
        .unwrap();
    assert_eq!(
        spoken["author"],
        serde_json::json!([{"family": "Chrétien", "given": "Jean"}])
    );
    assert_eq!(spoken["container-title"], "Example Post");
    let with_url = run(&["--url", "https://example.org/a_b"]);
    assert_eq!(with_url[0]["URL"], "https://example.org/a_b");
}

#[test]
fn statements_are_cited_as_bibtex() {
    let desk = Desk::new();
    let said = "“Half of the 100 %_#$ {boats} cost ~5 crowns &amp; were lost at C:\\sea^2,” mayor Łucja Brandt said.";
    desk.write(
        "page.html",
        page(
            "Post &amp; Mail",
            "1987-03-04",
            "Storm",
            &[said, BACKGROUND[0]],
        ),
    );
    let bibtex = desk
        .run(&["statements", "page.html", "--format", "bibtex"])
        .exits(0)
        .stdout;
    assert!(bibtex.starts_with("@article{dateline-"), "{bibtex}");
    assert!(bibtex.contains("author = {Brandt, Łucja}"), "{bibtex}");
    assert!(bibtex.contains("journal = {Post \\& Mail}"), "{bibtex}");
    assert!(bibtex.contains("date = {1987-03-04}"), "{bibtex}");
    assert!(
        bibtex.contains("100 \\%\\_\\#\\$ \\{boats\\} cost \\textasciitilde{}5 crowns \\& were"),
        "{bibtex}"
    );
    assert!(
        bibtex.contains("C:\\textbackslash{}sea\\textasciicircum{}2"),
        "{bibtex}"
    );
    // Every brace that TeX counts is closed.
    let plain = bibtex.replace("\\{", "").replace("\\}", "");
    assert_eq!(plain.matches('{').count(), plain.matches('}').count());
}
