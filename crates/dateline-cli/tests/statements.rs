//! The command `statements` as a user runs it: whose words it finds, and what it tells of them.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod support;

use serde_json::{Value, json};
use support::{Desk, crisis, ids, records};

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
    let acts = |arguments: &[&str]| -> Vec<String> {
        let all = [&["statements", "page.txt", "--format", "csv"], arguments].concat();
        let rows = records(&desk.run(&all).exits(0).stdout);
        let act = rows[0].iter().position(|name| name == "act").unwrap();
        rows[1..].iter().map(|row| row[act].clone()).collect()
    };
    assert_eq!(acts(&["--all"]), ["said", "said", "held"]);
    assert_eq!(acts(&[]), ["said", "said"]);
    assert_eq!(acts(&["--act", "held"]), ["held"]);
    assert_eq!(acts(&["--act", "Said", "--act", "held"]).len(), 3);
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
