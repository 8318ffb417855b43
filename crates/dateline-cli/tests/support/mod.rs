//! The real binary in a folder of its own, and small pages to read.
#![allow(dead_code, missing_docs, unreachable_pub)] // Each test uses a part.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // A helper fails, and says what it skips, as the test does.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The pages that come with the source.
pub const CRISIS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/crisis");

/// A dated page on which somebody acts and somebody speaks.
pub const ACCUSATION: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Canada accuses Spain of seizing trawlers | Example Post</title>
<meta property="og:site_name" content="Example Post">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Canada accuses Spain of seizing trawlers", "datePublished": "1995-03-15T08:00:00Z"}</script></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Canada accuses Spain of seizing trawlers</h1>
<p>OTTAWA, March 15 (Example Post) &mdash; Canada accused Spain on Tuesday of seizing two trawlers off Newfoundland.</p>
<p>&ldquo;We will not wait for another season,&rdquo; Prime Minister Jean Chr&eacute;tien said in Ottawa.</p>
<p>Protesters marched in Madrid on Monday, police said.</p></article>
<footer><p>&copy; 1995 Example Post</p></footer></body></html>"#;

/// What the binary did.
#[derive(Debug)]
pub struct Ran {
    /// The exit status; `None` if a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }

    /// The output of a run that must have ended so, and never in a panic.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(!self.stderr.contains("panicked"), "{self:?}");
        assert!(!self.stderr.contains("mistake in dateline"), "{self:?}");
        self
    }

    /// Checks that each of these is among the messages.
    #[track_caller]
    pub fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(
                self.stderr.contains(part),
                "{part:?} is not in {}",
                self.stderr
            );
        }
        self
    }

    /// The lines of output as objects.
    #[track_caller]
    pub fn objects(&self) -> Vec<Value> {
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).expect("every line is JSON"))
            .collect()
    }
}

/// A folder in which the binary runs.
pub struct Desk {
    dir: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            dir: TempDir::new().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    /// Writes a file, and the folders that it needs.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    #[allow(clippy::disallowed_methods)] // What the binary wrote is what is tested.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The binary, with nothing of the caller's settings of colour.
    pub fn command(&self, args: &[&str]) -> Command {
        self.program(Path::new(env!("CARGO_BIN_EXE_dateline")), args)
    }

    /// Some other program in the same folder, as a wrapper around the binary.
    pub fn program(&self, program: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(variable);
        }
        command
            .args(args)
            .current_dir(self.root())
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().unwrap())
    }

    /// Runs the binary with `input` on its standard input.
    pub fn pipe(&self, input: &[u8], args: &[&str]) -> Ran {
        let mut child = self.start(args);
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        // Written beside, because the output must be read meanwhile.
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap().unwrap();
        Ran::of(output)
    }

    /// Starts the binary with pipes at all three ends.
    pub fn start(&self, args: &[&str]) -> Child {
        self.command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }
}

/// One page of many: dated, with a few sentences that differ from page to page.
pub fn numbered_page(number: usize) -> String {
    let (day, month) = (number % 28 + 1, number / 28 % 12 + 1);
    format!(
        "<html><head><title>Report {number}</title><meta property=\"article:published_time\" \
         content=\"1995-{month:02}-{day:02}T08:00:00Z\"></head><body><article><h1>Report {number} from the border</h1>\
         <p>Canada accused Spain of seizing {number} trawlers off Newfoundland, the fisheries minister said.</p>\
         <p>Spain rejected report {number} on the same day. Protesters marched in Madrid.</p>\
         <p>&ldquo;We have counted {number} of them,&rdquo; the minister told reporters in Ottawa.</p></article></body></html>"
    )
}

/// Runs the binary as a user who may do little, where that can be had: tests often run as root, whom no permission
/// stops. `None`, with a line that says so, where it cannot.
pub fn as_nobody(desk: &Desk, args: &[&str]) -> Option<Ran> {
    use std::os::unix::fs::MetadataExt;

    let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if !is_root {
        return Some(desk.run(args));
    }
    let wrapper = |args: &[&str]| {
        let ids = ["--reuid=65534", "--regid=65534", "--clear-groups"];
        let all: Vec<&str> = ids
            .into_iter()
            .chain([env!("CARGO_BIN_EXE_dateline")])
            .chain(args.iter().copied())
            .collect();
        desk.program(Path::new("setpriv"), &all).output()
    };
    if !wrapper(&["--version"]).is_ok_and(|output| output.status.success()) {
        println!("skipped: the tests run as root, and setpriv cannot start the binary as nobody");
        return None;
    }
    Some(Ran::of(wrapper(args).unwrap()))
}

/// A record of the example pages.
pub fn crisis() -> Desk {
    let desk = Desk::new();
    desk.run(&["add", "--quiet", CRISIS]).exits(0);
    desk
}

/// The ids of the objects that a run printed.
pub fn ids(ran: &Ran) -> Vec<String> {
    let id = |object: &Value| object["id"].as_str().unwrap().to_owned();
    ran.objects().iter().map(id).collect()
}

/// The rows of a table, its header first.
pub fn records(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_bytes());
    reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}
