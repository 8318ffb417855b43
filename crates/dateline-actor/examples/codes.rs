//! Codes of phrases: a phrase a line on standard input, `codes TAB phrase` a line on standard output.

// An example talks to its user.
#![allow(clippy::print_stdout)]

use std::io::{self, BufRead};

use dateline_actor::codes_of;
use dateline_data::Registry;
use dateline_schema::{Code, Date, Interval};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let registry = Registry::builtin()?;
    let day = std::env::args()
        .nth(1)
        .map(|day| day.parse::<Date>())
        .transpose()?;
    let when = day.map_or(Interval::UNKNOWN, Interval::day);
    for phrase in io::stdin().lock().lines() {
        let phrase = phrase?;
        let codes = codes_of(&phrase, &registry, when);
        let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
        println!("{}\t{phrase}", codes.join(" "));
    }
    Ok(())
}
