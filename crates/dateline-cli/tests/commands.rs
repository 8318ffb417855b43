//! Every command as a user runs it: what it prints, where, and how it ends.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod support;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};

use serde_json::{Value, json};
use support::{ACCUSATION, CRISIS, Desk, Ran};

const TABLES: [&str; 7] = [
    "pages",
    "statements",
    "events",
    "timeline",
    "entities",
    "dates",
    "places",
];

/// A record of one page, and the page's id.
fn one_page() -> (Desk, String) {
    let desk = Desk::new();
    desk.write("page.html", ACCUSATION);
    let added = desk
        .run(&["add", "page.html", "--format", "json"])
        .exits(0)
        .objects();
    assert_eq!(added[0]["outcome"], "added");
    (desk, added[0]["page"].as_str().unwrap().to_owned())
}

/// A record of the example pages.
fn crisis() -> Desk {
    let desk = Desk::new();
    desk.run(&["add", "--quiet", CRISIS]).exits(0);
    desk
}

/// Every table of a record in one string.
fn everything(desk: &Desk) -> String {
    let export = |table| desk.run(&["export", table]).exits(0).stdout;
    TABLES.map(export).concat()
}

fn ids(ran: &Ran) -> Vec<String> {
    let id = |object: &Value| object["id"].as_str().unwrap().to_owned();
    ran.objects().iter().map(id).collect()
}

fn records(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_bytes());
    reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn pages_are_read_on_the_fly_without_a_record() {
    let desk = Desk::new();
    desk.write("page.html", ACCUSATION);
    let timeline = desk.run(&["timeline", "page.html"]).exits(0);
    assert!(
        timeline.stdout.contains("1995-03-14  ACCUSE"),
        "{timeline:?}"
    );
    assert!(timeline.stdout.contains("Example Post"), "{timeline:?}");
    assert_eq!(timeline.stderr, "");
    assert!(!desk.path("dateline.db").exists());

    let piped = desk
        .pipe(ACCUSATION.as_bytes(), &["timeline", "-"])
        .exits(0);
    assert_eq!(piped.stdout, timeline.stdout);
}

#[test]
fn the_timeline_has_three_forms_of_one_content() {
    let desk = crisis();
    let text = desk.run(&["timeline"]).exits(0).stdout;
    let stories = desk.run(&["timeline", "--format", "json"]).exits(0);
    let rows = records(&desk.run(&["timeline", "--format", "csv"]).exits(0).stdout);
    let in_json = ids(&stories);
    assert!(!in_json.is_empty());
    assert!(in_json.iter().all(|id| text.contains(id.as_str())));
    let mut in_csv: Vec<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
    in_csv.dedup();
    assert_eq!(in_csv, in_json);
    assert_eq!(rows[0][0], "story");
    for story in stories.objects() {
        assert_eq!(story["schema"], 1);
        assert!(!story["sightings"].as_array().unwrap().is_empty());
    }
}

#[test]
fn the_timeline_is_sorted_and_keeps_to_what_happened() {
    let desk = crisis();
    let stories = desk
        .run(&["timeline", "--all", "--format", "json"])
        .exits(0)
        .objects();
    let first_day = |story: &Value| {
        let date = &story["date"];
        let day = date["low"].as_str().or(date["high"].as_str());
        day.unwrap_or("9999").to_owned()
    };
    assert!(stories.is_sorted_by_key(first_day));

    let happened = ["asserted", "claimed", "historical"];
    let shown = ids(&desk.run(&["timeline", "--format", "json"]).exits(0));
    let expected: Vec<&str> = stories
        .iter()
        .filter(|story| happened.contains(&story["status"].as_str().unwrap()))
        .map(|story| story["id"].as_str().unwrap())
        .collect();
    assert_eq!(shown, expected);
    assert!(shown.len() < stories.len());
}

#[test]
fn filters_keep_what_fits() {
    let desk = crisis();
    let events = |args: &[&str]| {
        let all = [&["events", "--format", "json"], args].concat();
        desk.run(&all).exits(0).objects()
    };
    for event in events(&["--type", "accuse"]) {
        assert_eq!(event["type"], "ACCUSE");
    }
    for event in events(&["--status", "claimed"]) {
        assert_eq!(event["status"], "claimed");
    }
    for event in events(&["--outlet", "ledger"]) {
        assert_eq!(event["outlet"], "The Capitol Ledger");
    }
    let has_code = |party: &Value, code: &str| {
        let codes = party["codes"].as_array().unwrap();
        codes
            .iter()
            .any(|own| own.as_str().unwrap().starts_with(code))
    };
    for event in events(&["--actor", "USA"]) {
        let actors = event["actors"].as_array().unwrap();
        assert!(actors.iter().any(|actor| has_code(actor, "USA")), "{event}");
    }
    for event in events(&["--since", "1962-10-25", "--until", "1962-10-26"]) {
        let date = &event["date"];
        assert!(date["low"].as_str().is_none_or(|low| low <= "1962-10-26"));
        assert!(
            date["high"]
                .as_str()
                .is_none_or(|high| high >= "1962-10-25")
        );
    }
    assert_eq!(events(&["--limit", "2"]).len(), 2);
    let every = events(&[]).len();
    assert!(events(&["--type", "accuse", "--type", "request"]).len() < every);
}

#[test]
fn statements_are_found_by_speaker_and_words() {
    let desk = crisis();
    let spoken = desk
        .run(&["statements", "--speaker", "Kennedy", "--format", "json"])
        .exits(0)
        .objects();
    assert!(spoken.len() > 1);
    for statement in &spoken {
        assert_eq!(statement["schema"], 1);
        assert!(
            statement["speaker"]["name"]
                .as_str()
                .or(statement["speaker"].as_str())
                .unwrap()
                .contains("Kennedy"),
            "{statement}"
        );
    }
    let about = desk
        .run(&["statements", "--about", "\"strict quarantine\""])
        .exits(0);
    assert!(
        about.stdout.contains("offensive military equipment"),
        "{about:?}"
    );
    let rows = desk.run(&["statements", "--format", "csv"]).exits(0).stdout;
    let all = desk.run(&["statements", "--format", "json"]).exits(0);
    assert_eq!(records(&rows).len(), ids(&all).len() + 1);
}

#[test]
fn beliefs_are_listed_only_on_request() {
    let desk = Desk::new();
    desk.write(
        "page.txt",
        "Ferry to run again\n\nHALVIK, 4 March 2019 - The ferry will run again on Monday, Mayor Ina Holt told reporters. \
         “It is not late,” she said.\n\nResidents fear that the noise will grow.\n",
    );
    let cues = |arguments: &[&str]| -> Vec<String> {
        let all = [&["statements", "page.txt", "--format", "csv"], arguments].concat();
        let rows = records(&desk.run(&all).exits(0).stdout);
        let act = rows[0].iter().position(|name| name == "act").unwrap();
        rows[1..].iter().map(|row| row[act].clone()).collect()
    };
    assert_eq!(cues(&["--all"]), ["said", "said", "held"]);
    assert_eq!(cues(&[]), ["said", "said"]);
    assert_eq!(cues(&["--act", "held"]), ["held"]);
    assert_eq!(cues(&["--act", "Said", "--act", "held"]).len(), 3);
    let wrong = desk
        .run(&["statements", "page.txt", "--act", "sung"])
        .exits(2);
    assert!(wrong.stderr.contains("accused"), "{wrong:?}");
}

/// A page on which three speak, with a place for a post.
fn bridge(post: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang='en'><head><title>Bridge of Ostrava reopens | Example Post</title></head><body><article>\
         <h1>Bridge of Ostrava reopens</h1>\
         <p>Ann Lee said in a statement on Monday that the bridge over the river was safe for every car.</p>{post}\
         <p>Pavel Novak denied that the bridge had ever been closed to the people of the town.</p>\
         <p>Dana Rees reportedly said that the old ferry would carry cars across the river again.</p>\
         </article></body></html>"
    )
}

#[test]
fn the_table_of_statements_tells_how_and_when_they_were_made() {
    let desk = Desk::new();
    desk.write("bridge.html", bridge(""));
    let rows = desk.run(&["statements", "bridge.html", "--format", "csv"]);
    let rows = records(&rows.exits(0).stdout);
    let column = |name: &str| rows[0].iter().position(|column| column == name).unwrap();
    let manner = |speaker: &str| {
        let mut rows = rows[1..].iter();
        let row = rows.find(|row| row[column("speaker")] == speaker).unwrap();
        ["act", "hedged", "medium", "when"].map(|name| row[column(name)].as_str())
    };
    assert_eq!(
        manner("Ann Lee"),
        ["said", "false", "a statement", "Monday"]
    );
    assert_eq!(manner("Pavel Novak"), ["denied", "false", "", ""]);
    assert_eq!(manner("Dana Rees"), ["said", "true", "", ""]);
}

#[test]
fn an_embedded_post_is_said_by_who_signs_it() {
    let desk = Desk::new();
    let said = |signature: &str| {
        let words = "<p>The ferry is ours, and we want it back before the summer.</p>";
        desk.write(
            "bridge.html",
            bridge(&format!("<blockquote>{words}{signature}</blockquote>")),
        );
        let ran = desk.run(&["statements", "bridge.html", "--format", "json"]);
        let said = ran.exits(0).objects();
        let post = |object: &&Value| object["content"].to_string().contains("ferry is ours");
        said.iter().find(post).cloned().unwrap()
    };
    let signed =
        said("&mdash; Marta Vidal (@martavidal) <a href='https://example.com/1'>March 3, 2024</a>");
    assert_eq!(signed["speaker"]["name"], "Marta Vidal", "{signed}");
    assert!(signed["relay"].to_string().contains("Twitter"), "{signed}");
    let unsigned = said("");
    assert_ne!(unsigned["speaker"]["name"], "Marta Vidal", "{unsigned}");
    assert_eq!(unsigned["relay"], json!([]), "{unsigned}");
}

#[test]
fn adding_twice_changes_nothing() {
    let desk = Desk::new();
    let first = desk.run(&["add", CRISIS]).exits(0);
    assert_eq!(first.stdout.matches("added").count(), 12, "{first:?}");
    let before = everything(&desk);
    let second = desk.run(&["add", CRISIS]).exits(0);
    let outcomes: BTreeSet<&str> = second
        .stdout
        .lines()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(outcomes, BTreeSet::from(["there"]));
    assert!(
        second
            .stderr
            .contains("0 added, 12 already there, 0 failed")
    );
    assert_eq!(everything(&desk), before);

    let again = desk.run(&["add", "--again", CRISIS]).exits(0);
    assert_eq!(again.stdout.matches("replaced").count(), 12, "{again:?}");
    assert_eq!(everything(&desk), before);
    desk.run(&["check"]).exits(0);
}

#[test]
fn the_same_bytes_come_out_whatever_the_threads() {
    let mut seen = BTreeSet::new();
    for jobs in ["1", "4", "4"] {
        let desk = Desk::new();
        let added = desk.run(&["add", CRISIS, "--jobs", jobs]).exits(0).stdout;
        let timeline = desk
            .run(&["timeline", CRISIS, "--jobs", jobs, "--format", "json"])
            .exits(0)
            .stdout;
        seen.insert((added, timeline, everything(&desk)));
    }
    assert_eq!(seen.len(), 1);
}

#[test]
fn show_takes_pages_items_stories_and_short_ids() {
    let (desk, page) = one_page();
    let short = &page[..6];
    let shown = desk.run(&["show", short]).exits(0).stdout;
    assert!(shown.contains("Canada accused Spain"), "{shown}");
    assert!(!shown.contains("Sport"), "furniture is no article: {shown}");
    assert_eq!(desk.run(&["show", "page.html"]).exits(0).stdout, shown);

    let roles = desk.run(&["show", short, "--roles"]).exits(0).stdout;
    assert!(roles.contains("Home"), "{roles}");

    let object = &desk
        .run(&["show", &page, "--format", "json"])
        .exits(0)
        .objects()[0];
    assert_eq!(object["schema"], 1);
    assert_eq!(object["id"], page.as_str());
    assert_eq!(object["article"]["outlet"], "Example Post");

    for (letter, words) in [("e1", "Spain"), ("s1", "Canada"), ("d1", "1995-03")] {
        let id = format!("{page}.{letter}");
        let text = desk.run(&["show", &id]).exits(0).stdout;
        assert!(text.contains(words), "{id}: {text}");
        let object = &desk
            .run(&["show", &id, "--format", "json"])
            .exits(0)
            .objects()[0];
        assert_eq!(object["schema"], 1, "{id}: {object}");
        assert_eq!(object["id"], id.as_str());
    }
}

#[test]
fn a_story_is_found_by_any_of_its_sightings() {
    let (desk, _) = one_page();
    let stories = desk
        .run(&["timeline", "--all", "--format", "json"])
        .exits(0)
        .objects();
    for story in &stories {
        for sighting in story["sightings"].as_array().unwrap() {
            let id = sighting["id"].as_str().unwrap().replace(".e", ".t");
            let ran = desk.run(&["show", &id, "--format", "json"]).exits(0);
            assert_eq!(ran.objects(), std::slice::from_ref(story));
            let shown = desk.run(&["show", &id]).exits(0).stdout;
            assert!(shown.contains(story["id"].as_str().unwrap()), "{shown}");
        }
    }
}

#[test]
fn ids_that_name_nothing_are_told_so() {
    let (desk, page) = one_page();
    let refused = |what: &str| desk.run(&["show", what]).exits(2).stderr;
    assert!(refused("nosuch.html").contains("neither an id"));
    assert!(refused(&format!("{page}.e99")).contains("e99"));
    assert!(refused(&format!("{page}.x1")).contains("not an id"));
    let other = if page.starts_with('0') { "1" } else { "0" };
    assert!(refused(other).contains("no page"));

    // Seventeen pages cannot have sixteen different first digits.
    for number in 0..17 {
        desk.write(
            &format!("many/{number}.html"),
            support::numbered_page(number),
        );
    }
    desk.run(&["add", "--quiet", "many"]).exits(0);
    let pages = desk.run(&["export", "pages", "--format", "json"]).exits(0);
    let digits: Vec<String> = pages
        .objects()
        .iter()
        .map(|row| row["page"].as_str().unwrap()[..1].to_owned())
        .collect();
    let twice = digits.windows(2).find(|pair| pair[0] == pair[1]).unwrap();
    let message = refused(&twice[0]);
    assert!(message.contains("several pages"), "{message}");
    assert!(message.contains("more digits"), "{message}");
}

#[test]
fn explain_gives_reasons_for_every_kind_of_item() {
    let (desk, page) = one_page();
    for item in ["", ".e1", ".s1", ".d1", ".l1", ".a1", ".t1"] {
        let id = format!("{page}{item}");
        let text = desk.run(&["explain", &id]).exits(0).stdout;
        assert!(text.contains(&page), "{text}");
        let ran = desk.run(&["explain", &id, "--format", "json"]).exits(0);
        let object = &ran.objects()[0];
        assert_eq!(object["schema"], 1);
        let facts = object["facts"].as_array().unwrap();
        let with_reasons = facts
            .iter()
            .any(|fact| !fact["reasons"].as_array().unwrap().is_empty());
        assert!(with_reasons, "{id}: {object}");
        // The same from the page itself, without the record.
        let on_the_fly = desk.run(&["explain", &id, "page.html"]).exits(0).stdout;
        assert_eq!(on_the_fly, text);
    }
}

#[test]
fn every_table_is_exported_in_both_forms() {
    let desk = crisis();
    for table in TABLES {
        let rows = records(&desk.run(&["export", table]).exits(0).stdout);
        let objects = desk
            .run(&["export", table, "--format", "json"])
            .exits(0)
            .objects();
        assert!(rows.len() > 1, "{table} is empty");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        if table != "timeline" {
            assert_eq!(objects.len() + 1, rows.len(), "{table}");
            let names: Vec<&String> = objects[0].as_object().unwrap().keys().collect();
            assert_eq!(names, rows[0].iter().collect::<Vec<_>>());
        }
    }
    desk.run(&["export", "events", "-o", "events.csv"]).exits(0);
    let printed = desk.run(&["export", "events"]).exits(0).stdout;
    assert_eq!(desk.read("events.csv"), printed);
}

#[test]
fn check_finds_a_search_index_that_does_not_fit() {
    let (desk, _) = one_page();
    let whole = desk.run(&["check"]).exits(0);
    assert!(whole.stdout.contains("whole; 1 pages"), "{whole:?}");
    let record = rusqlite::Connection::open(desk.path("dateline.db")).unwrap();
    record
        .execute("UPDATE pages SET title = 'something else'", [])
        .unwrap();
    drop(record);
    let damaged = desk.run(&["check"]).exits(2);
    assert!(
        damaged.stdout.contains("search index of pages"),
        "{damaged:?}"
    );
}

#[test]
fn annotate_keeps_the_order_of_its_lines() {
    let desk = Desk::new();
    let mut lines = String::new();
    for number in 0..200 {
        // Long and short lines by turns, so that later ones are done first.
        let text =
            "Canada accused Spain on Tuesday, the minister said. ".repeat(number % 7 * 9 + 1);
        lines.push_str(&json!({"id": number, "text": text, "published": "1995-03-15"}).to_string());
        lines.push('\n');
    }
    let four = desk
        .pipe(lines.as_bytes(), &["annotate", "--jobs", "4"])
        .exits(0);
    let order: Vec<u64> = four
        .objects()
        .iter()
        .map(|object| object["id"].as_u64().unwrap())
        .collect();
    assert_eq!(order, (0..200).collect::<Vec<u64>>());
    let one = desk
        .pipe(lines.as_bytes(), &["annotate", "--jobs", "1"])
        .exits(0);
    assert_eq!(one.stdout, four.stdout);
    assert_eq!(four.stderr, "");

    desk.write("lines.jsonl", &lines);
    let from_file = desk.run(&["annotate", "lines.jsonl"]).exits(0);
    assert_eq!(from_file.stdout, one.stdout);
}

#[test]
fn a_bad_line_is_one_error_object() {
    let desk = Desk::new();
    let lines = "{\"id\": 1, \"text\": \"It rained.\"}\n{not json\n\n{\"id\": \"c\"}\n[1]\n\
                 {\"id\": 5, \"text\": \"It rained.\", \"published\": \"soon\"}\n{\"id\": 6, \"text\": \"\"}";
    let ran = desk.pipe(lines.as_bytes(), &["annotate"]).exits(2);
    let objects = ran.objects();
    let ids: Vec<&Value> = objects.iter().map(|object| &object["id"]).collect();
    let null = Value::Null;
    assert_eq!(
        ids,
        [&json!(1), &null, &json!("c"), &null, &json!(5), &json!(6)]
    );
    let failed: Vec<bool> = objects
        .iter()
        .map(|object| object.get("error").is_some())
        .collect();
    assert_eq!(failed, [false, true, true, true, true, false]);
    ran.says(&[
        "standard input:2: not a JSON object",
        "standard input:4: one of the fields text, html and flat is needed",
        "standard input:6: published is \"soon\"",
    ]);
}

#[test]
fn words_are_written_as_conllu() {
    let desk = Desk::new();
    let lines = "{\"id\": \"a 1\", \"text\": \"Abena Osei didn't   speak.\\n“Why (not)?”\"}\n{no}\n\
                 {\"id\": 2, \"text\": \"...\"}\n{\"id\": 3, \"text\": \"\"}\n";
    let ran = desk
        .pipe(lines.as_bytes(), &["annotate", "--format", "conllu"])
        .exits(2);
    let ran = ran.says(&["standard input:2: not a JSON object"]);
    // Columns that only a model fills are left out here.
    let columns = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
        [number, form, _, _, _, _, _, _, _, misc] => format!("{number} {form} {misc}"),
        _ => line.to_owned(),
    };
    let shown: Vec<String> = ran.stdout.lines().map(columns).collect();
    assert_eq!(
        shown.join("\n"),
        "\
# newdoc id = a 1
# newpar id = a 1-p1
# sent_id = a 1-s1
# text = Abena Osei didn't speak.
1 Abena NER=B-PERSON
2 Osei NER=I-PERSON
3-4 didn't _
3 did _
4 n't _
5 speak SpaceAfter=No
6 . _

# newpar id = a 1-p2
# sent_id = a 1-s2
# text = “Why (not)?”
1 “ SpaceAfter=No
2 Why _
3 ( SpaceAfter=No
4 not SpaceAfter=No
5 ) SpaceAfter=No
6 ? SpaceAfter=No
7 ” _

# newdoc id = 2
# remark = note: the text holds no letter, so that no words are found in it
# newpar id = 2-p1
# sent_id = 2-s1
# text = ...
1 ... _
"
    );
    let tokens = desk.pipe(
        lines.as_bytes(),
        &["annotate", "--format", "conllu", "--layers", "tokens"],
    );
    assert!(!tokens.stdout.contains("NER="));
}

#[test]
fn layers_that_were_not_asked_for_are_absent() {
    let desk = Desk::new();
    let line = json!({"id": 1, "published": "1995-03-15", "text":
        "Canada accused Spain on Tuesday, Prime Minister Jean Chrétien said in Ottawa."});
    let annotate = |layers: &[&str]| -> Vec<String> {
        let args = [&["annotate"], layers].concat();
        let ran = desk.pipe(line.to_string().as_bytes(), &args).exits(0);
        let object = &ran.objects()[0];
        object.as_object().unwrap().keys().cloned().collect()
    };
    let all_layers = [
        "article",
        "tokens",
        "names",
        "timexes",
        "toponyms",
        "entities",
        "statements",
        "events",
    ];
    let usual = annotate(&[]);
    for layer in all_layers {
        assert_eq!(usual.iter().any(|key| key == layer), layer != "tokens");
        let alone = annotate(&["--layers", layer]);
        let has: Vec<&str> = all_layers
            .into_iter()
            .filter(|other| alone.iter().any(|key| key == other))
            .collect();
        assert_eq!(has, [layer]);
    }
    desk.pipe(b"", &["annotate", "--layers", "article,nouns"])
        .exits(2)
        .says(&["no layer is called \"nouns\"", "timexes"]);
}

#[test]
fn pairs_are_typed() {
    let desk = Desk::new();
    let text = "É Canada accused Spain of fraud.";
    let at = |word: &str| {
        let start = text[..text.find(word).unwrap()].chars().count();
        json!([start, start + word.chars().count()])
    };
    let pairs = json!([
        {"actor": at("Canada"), "recipient": at("Spain")},
        {"actor": null, "recipient": at("Spain")},
        {"actor": null, "recipient": null},
    ]);
    let line = json!({"id": 1, "text": text, "pairs": pairs});
    let ran = desk
        .pipe(line.to_string().as_bytes(), &["annotate"])
        .exits(0);
    let types = ran.objects()[0]["pair_types"].clone();
    let kinds: Vec<_> = types
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["type"].as_str())
        .collect();
    assert_eq!(kinds, [Some("ACCUSE"), Some("ACCUSE"), None], "{types}");

    let wrong = json!({"id": 1, "text": text, "pairs": [{"actor": [0, 999]}]});
    desk.pipe(wrong.to_string().as_bytes(), &["annotate"])
        .exits(2)
        .says(&["[0, 999] is no span of the text"]);
}

#[test]
fn a_line_is_answered_before_the_next_is_written() {
    let desk = Desk::new();
    let mut child = desk.start(&["annotate", "--layers", "timexes"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for number in 0..5 {
        writeln!(
            stdin,
            "{}",
            json!({"id": number, "text": "It rained on Monday."})
        )
        .unwrap();
        stdin.flush().unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer["id"], number);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn nothing_found_ends_with_one() {
    let (desk, _) = one_page();
    for args in [
        &["timeline", "--actor", "Atlantis"][..],
        &["events", "--since", "2001-01-01"],
        &["statements", "--about", "zebras"],
    ] {
        let ran = desk.run(args).exits(1).says(&["nothing found"]);
        assert_eq!(ran.stdout, "");
        let quiet = desk.run(&[args, &["--quiet"]].concat()).exits(1);
        assert_eq!(quiet.stderr, "");
    }
}

#[test]
fn colours_are_for_terminals_and_who_asks() {
    let (desk, page) = one_page();
    for args in [
        &["timeline"][..],
        &["statements"],
        &["events"],
        &["show", &page],
        &["explain", &page],
        &["add", "page.html"],
    ] {
        let piped = desk.run(args).exits(0);
        assert!(!piped.stdout.contains('\x1b') && !piped.stderr.contains('\x1b'));
        let coloured = desk.run(&[args, &["--color", "always"]].concat()).exits(0);
        assert!(coloured.stdout.contains("\x1b["), "{args:?}");
        let plain = desk.command(args).env("NO_COLOR", "1").output().unwrap();
        assert_eq!(Ran::of(plain).stdout, piped.stdout);
    }
    let json = desk.run(&["timeline", "--format", "json", "--color", "always"]);
    assert!(!json.exits(0).stdout.contains('\x1b'));
}

#[test]
fn every_command_is_documented_with_an_example() {
    let desk = Desk::new();
    let help = desk.run(&["--help"]).exits(0).stdout;
    let listed = help.split("Commands:").nth(1).unwrap();
    let commands: Vec<&str> = listed
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.len() >= 11, "{commands:?}");
    let book = include_str!("../../../docs/commands.md");
    let man = desk.run(&["man"]).exits(0).stdout;
    desk.run(&["man", "--dir", "pages"]).exits(0);
    for command in commands {
        let ran = desk.run(&[command, "--help"]).exits(0);
        assert!(ran.stdout.contains("Example"), "{command}");
        assert!(ran.stdout.contains(&format!("dateline {command}")));
        assert!(
            book.contains(&format!("## dateline {command}\n")),
            "{command}"
        );
        assert!(man.contains(command), "{command}");
        let page = desk.read(&format!("pages/dateline-{command}.1"));
        assert!(page.contains(".TH"));
    }
}

#[test]
fn completions_are_written_for_every_shell() {
    let desk = Desk::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = desk.run(&["completions", shell]).exits(0);
        assert!(script.stdout.contains("timeline"), "{shell}");
        assert!(script.stdout.contains("annotate"), "{shell}");
        assert_eq!(script.stderr, "");
    }
    desk.run(&["completions", "tcl"]).exits(2).says(&["bash"]);
}
