//! The command `annotate` as a user runs it: lines in, lines out, in their order.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod support;

use std::io::{BufRead, BufReader, Write};

use serde_json::{Value, json};
use support::Desk;

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
