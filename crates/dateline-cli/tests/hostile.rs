//! Pages that are none, or are broken, huge, deep or in another language: each is told what is wrong with it, none
//! stops the run, and nothing ends in a panic.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};
use support::{ACCUSATION, Desk, Ran, as_nobody};

const NEWS: &str = "President Maria Example said on Monday that the army of Canada had attacked the town of Bar. \
                    “We won’t stop,” she said — the café in the square was hit.";

fn page(paragraph: &str, charset: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"{charset}\"><title>Report</title></head><body><article>\
         <h1>A report from the border</h1><p>{paragraph}</p><p>{paragraph}</p></article></body></html>"
    )
}

/// Writes a file, shows it, and checks how that ends.
#[track_caller]
fn show(name: &str, bytes: impl AsRef<[u8]>, code: i32) -> Ran {
    let desk = Desk::new();
    desk.write(name, bytes);
    desk.run(&["show", name]).exits(code)
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    for (bytes, what) in [
        (&b""[..], "the page holds no text"),
        (b" \r\n\t ", "the page holds no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "PNG"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0", "ELF"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\0\0\0\x08\0", "ZIP"),
        (&[0; 3000], "NUL"),
    ] {
        let ran = show("page.html", bytes, 2).says(&["page.html", what, "hint:"]);
        assert_eq!(ran.stdout, "");
    }
}

#[test]
fn one_bad_page_stops_no_run() {
    let desk = Desk::new();
    for number in 0..6 {
        desk.write(
            &format!("pages/{number}.html"),
            support::numbered_page(number),
        );
    }
    desk.write("pages/2a.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0");
    desk.write("pages/4a.html", "");
    let ran = desk.run(&["add", "pages"]).exits(2).says(&[
        "pages/2a.html: the page is a PNG picture",
        "pages/4a.html: the page holds no text",
        "6 added, 0 already there, 2 failed",
    ]);
    assert_eq!(ran.stdout.lines().count(), 6);
    desk.run(&["check"]).exits(0);
    let timeline = desk.run(&["timeline", "pages"]).exits(2);
    assert_eq!(timeline.stdout, desk.run(&["timeline"]).exits(0).stdout);
}

#[test]
fn charsets_are_read_whatever_the_page_declares() {
    let windows = |text: &str| -> Vec<u8> {
        let byte = |c: char| match c {
            '“' => 0x93,
            '”' => 0x94,
            '’' => 0x92,
            '—' => 0x97,
            c => u8::try_from(u32::from(c)).unwrap(),
        };
        text.chars().map(byte).collect()
    };
    let utf16 = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect()
    };
    for charset in [
        "utf-8",
        "windows-1252",
        "iso-8859-1",
        "utf-16",
        "koi8-r",
        "no-such-charset",
    ] {
        let text = page(NEWS, charset);
        let mut forms = vec![text.clone().into_bytes(), utf16(&text)];
        // Bytes of windows-1252 that call themselves Russian cannot be told from Russian.
        if charset != "koi8-r" {
            forms.push(windows(&text));
        }
        for bytes in forms {
            let ran = show("page.html", bytes, 0);
            for words in ["“We won’t stop,”", "café", "— the"] {
                let shown = ran.stdout.replace("\n  ", " ");
                assert!(shown.contains(words), "{charset}: {words} in {shown}");
            }
        }
    }
}

#[test]
fn other_languages_are_read_and_told_but_not_analysed() {
    let russian = "Президент заявил в понедельник, что армия атаковала город. Министр иностранных дел отверг \
                   обвинения и сказал, что переговоры продолжатся на следующей неделе.";
    let arabic = "قال وزير الخارجية يوم الاثنين إن الجيش هاجم المدينة. ورفض الرئيس الاتهامات وقال إن المفاوضات \
                  ستستمر في الأسبوع المقبل بين الطرفين.";
    for (text, language) in [(russian, "ru"), (arabic, "ar")] {
        let desk = Desk::new();
        desk.write("page.html", page(text, "utf-8"));
        let language = format!("{language:?}");
        desk.run(&["add", "page.html"]).exits(0).says(&[
            "warning",
            "page.html",
            &language,
            "only English",
        ]);
        let shown = desk.run(&["show", "page.html"]).exits(0);
        let first_word = text.split(' ').next().unwrap();
        assert!(shown.stdout.contains(first_word), "{shown:?}");
        let events = desk.run(&["events"]).exits(1);
        assert_eq!(events.stdout, "");
        desk.run(&["check"]).exits(0);
    }
}

#[test]
fn broken_bytes_and_cut_pages_are_read_as_far_as_they_go() {
    let whole = page(NEWS, "utf-8");
    for end in (60..whole.len()).step_by(17) {
        let desk = Desk::new();
        desk.write("page.html", &whole.as_bytes()[..end]);
        let ran = desk.run(&["add", "page.html"]);
        assert!(matches!(ran.code, Some(0 | 2)), "{ran:?}");
        assert!(!ran.stderr.contains("panicked"), "{ran:?}");
    }
    // Cut inside a character.
    let mut cut = NEWS.repeat(3).into_bytes();
    cut.extend_from_slice(&"—".as_bytes()[..2]);
    let ran = show("page.txt", cut, 0).says(&["not valid UTF-8"]);
    assert!(ran.stdout.contains("attacked the town of Bar"));

    let mut noise: u32 = 1;
    let bytes: Vec<u8> = std::iter::repeat_with(|| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (noise >> 24) as u8
    })
    .filter(|byte| *byte != 0)
    .take(200_000)
    .collect();
    let desk = Desk::new();
    desk.write("page.html", bytes);
    let ran = desk.run(&["add", "page.html"]);
    assert!(matches!(ran.code, Some(0 | 2)), "{:?}", ran.code);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
}

#[test]
fn line_ends_of_every_system_are_the_same_page() {
    let text = "Harbour reopens after storm\n\nThe harbour of Port Example reopened on Monday, its master said.\n\n\
                Canada sent two ships to help, and the minister thanked them on Tuesday.\n";
    let blocks = |text: &str| {
        let desk = Desk::new();
        desk.write("page.txt", text);
        let shown = desk.run(&["show", "page.txt", "--roles"]).exits(0).stdout;
        shown.split_once("undated").unwrap().1.to_owned()
    };
    let unix = blocks(text);
    assert!(unix.contains("Canada sent two ships"), "{unix}");
    for end in ["\r\n", "\r"] {
        assert_eq!(blocks(&text.replace('\n', end)), unix, "{end:?}");
    }
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text = "Soldiers attack \u{1b}[31mBar\n\nThe \u{1b}]0;title\u{7} army\u{9b}31m attacked\u{8} the \u{202e}town\u{202c} \
                of\u{200b} Bar on Monday 💥👩\u{200d}👧, officials said.\n";
    let html = page(
        "The &#27;[31m army &#155;1m attacked&#7; the town of Bar on Monday, officials said.",
        "utf-8",
    );
    let desk = Desk::new();
    desk.write("page.txt", text).write("page.html", html);
    desk.write("evil\u{1b}[31m.html", ACCUSATION);
    for args in [
        &["show", "page.txt"][..],
        &["show", "page.html"],
        &["timeline", ".", "--all"],
        &["statements", "."],
        &["add", "."],
    ] {
        let ran = desk.run(&[args, &["--color", "always"]].concat()).exits(0);
        // What is left after our own styles.
        let mut rest = ran.stdout.clone();
        for style in ["0", "1", "2", "4", "33", "36", "32"] {
            rest = rest.replace(&format!("\u{1b}[{style}m"), "");
        }
        let stray = rest.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(stray, None, "{args:?}: {rest:?}");
    }
}

#[test]
fn depth_costs_no_stack() {
    let inside = "The army of Canada attacked the town on Monday, the minister said.";
    for open in [
        "<div>",
        "<b>",
        "<ul><li>",
        "<table><tr><td>",
        "<blockquote>",
        "<span><p>",
    ] {
        let html = format!("<html><body>{}<p>{inside}</p>", open.repeat(100_000));
        let ran = show("page.html", html, 0);
        assert!(ran.stdout.contains("attacked the town"), "{open}: {ran:?}");
    }
    let unclosed = "(".repeat(100_000) + "\"“‘".repeat(30_000).as_str() + inside;
    show("page.txt", unclosed, 0);
    let json = "[".repeat(100_000);
    Desk::new()
        .pipe(json.as_bytes(), &["annotate"])
        .exits(2)
        .says(&["not a JSON object"]);
}

#[test]
fn a_file_too_large_for_a_page_is_refused_before_it_is_read() {
    let desk = Desk::new();
    desk.write("page.txt", "x".repeat(100_000_000));
    desk.write("good.html", ACCUSATION);
    desk.run(&["add", "page.txt", "good.html"])
        .exits(2)
        .says(&["page.txt: larger than 64 MB", "1 added"]);
}

#[test]
fn long_lines_and_words_take_no_more_than_their_length() {
    let word = "x".repeat(8_000_000);
    show("page.txt", &word, 0);
    let html = format!(
        "<html><body><p>The {} said that it rained.</p>",
        "a".repeat(50_000)
    );
    show("page.html", html, 0);
    for unit in [
        "The minister of Canada said on Monday that the army had attacked the town of Bar. ",
        "He said that ",
        "the army and ",
        "the minister of ",
        "John Smith, ",
        "12/1-",
        "\"no\" ",
    ] {
        let text = format!(
            "The minister of the town said so. {}",
            unit.repeat(200_000 / unit.len())
        );
        let line = json!({"id": 1, "text": text, "published": "1995-03-15"}).to_string();
        Desk::new()
            .pipe(line.as_bytes(), &["annotate", "--layers", "events"])
            .exits(0);
    }
}

#[test]
fn text_that_is_no_language_gives_a_result_and_a_reason() {
    let words = "the minister of the town and ".repeat(150_000);
    for (text, code) in [
        ("12 – 14 (3)! ".repeat(2_000), "no-letters"),
        (
            format!("The minister of the town said so {}.", "x".repeat(50_000)),
            "word-too-long",
        ),
        (
            "The\u{0} river\u{1b}[2J rose. ".repeat(2_000),
            "control-characters",
        ),
        (words, "sentence-too-long"),
    ] {
        let line = json!({"id": 1, "text": text, "published": "1995-03-15"}).to_string();
        let ran = Desk::new()
            .pipe(
                line.as_bytes(),
                &["annotate", "--layers", "tokens,names,events"],
            )
            .exits(0);
        let object = &ran.objects()[0];
        let codes: Vec<&Value> = object["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|diagnostic| &diagnostic["code"])
            .collect();
        assert!(codes.contains(&&json!(code)), "{code}: {codes:?}");
        assert!(!object["tokens"].as_array().unwrap().is_empty(), "{code}");
    }
}

#[test]
fn half_a_character_is_replaced_and_told() {
    let line = r#"{"id": "\udc00", "text": "The \ud83d river rose \ud83d\ude00."}"#;
    let ran = Desk::new()
        .pipe(line.as_bytes(), &["annotate", "--layers", "tokens"])
        .exits(0);
    let object = &ran.objects()[0];
    assert_eq!(object["id"], "\u{fffd}");
    assert_eq!(object["text"], "The \u{fffd} river rose \u{1f600}.");
    assert_eq!(object["diagnostics"][0]["code"], "unpaired-surrogate");
}

#[test]
fn a_book_is_analysed_as_far_as_news_goes() {
    let text = "The minister of the town said so. ".repeat(20) + &"x".repeat(5 << 20);
    let line = json!({"id": 1, "text": text, "published": "1995-03-15"}).to_string();
    let ran = Desk::new()
        .pipe(line.as_bytes(), &["annotate", "--layers", "statements"])
        .exits(0);
    let object = &ran.objects()[0];
    assert_eq!(
        object["diagnostics"][0]["code"], "article-cut",
        "{}",
        object["diagnostics"]
    );
    assert_eq!(object["text"].as_str().unwrap().len(), text.len());
    assert!(!object["statements"].as_array().unwrap().is_empty());
}

#[test]
fn ten_thousand_lines_of_furniture_hold_no_article() {
    let furniture = [
        "Home",
        "Share",
        "Sport",
        "Subscribe to our newsletter",
        "Most read",
    ];
    let flat: String = furniture
        .map(|line| format!("{line}\n"))
        .concat()
        .repeat(2000);
    show("page.txt", flat, 0).says(&["page.txt", "no line of the page", "hint:"]);
    let links = "<a href=\"/x\">Home</a> <a href=\"/y\">Sport</a>\n".repeat(10_000);
    let html = format!("<html><body><nav>{links}</nav></body></html>");
    show("page.html", html, 0).says(&["no line of the page"]);
}

#[test]
fn a_page_of_thousands_of_events_does_not_hold_up_the_timeline() {
    let desk = Desk::new();
    // Lines that repeat word for word are furniture.
    let line = |day| {
        format!(
            "On day {day} the army of Canada attacked the town of Bar, the minister of fisheries said.\n"
        )
    };
    desk.write("page.txt", (0..3000).map(line).collect::<String>());
    desk.run(&["add", "page.txt"]).exits(0);
    desk.run(&["timeline", "--all"]).exits(0);
    desk.run(&["show", "page.txt"]).exits(0);
}

#[test]
fn what_may_not_be_read_is_said() {
    let desk = Desk::new();
    desk.write("pages/shut/page.html", ACCUSATION);
    desk.write("pages/shut.html", ACCUSATION);
    desk.write("pages/open.html", support::numbered_page(1));
    let allow = |name: &str, mode| {
        fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(".", 0o777);
    allow("pages/shut", 0o000);
    allow("pages/shut.html", 0o000);
    let ran = as_nobody(&desk, &["add", "pages"]);
    allow("pages/shut", 0o755);
    let Some(ran) = ran else { return };
    let ran = ran.exits(2).says(&[
        "pages/shut: no permission to read it",
        "pages/shut.html: no permission to read it",
        "1 added",
    ]);
    assert!(ran.stdout.contains("Report 1"));
}
