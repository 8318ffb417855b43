//! What goes to stderr: one line a matter, with a hint where there is one.

use anstream::eprintln;
use anstyle::{AnsiColor, Style};
use dateline::schema::{Diagnostic, Severity};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const NOTE: Style = AnsiColor::Cyan.on_default().bold();

/// The command failed.
pub(crate) fn error(error: &anyhow::Error) {
    eprintln!("{ERROR}error{ERROR:#}: {}", in_words(error));
}

/// One item failed; the run goes on.
pub(crate) fn item_failed(name: &str, error: &anyhow::Error, hint: Option<&str>) {
    eprintln!("{ERROR}error{ERROR:#}: {name}: {}", in_words(error));
    if let Some(text) = hint {
        eprintln!("  {NOTE}hint{NOTE:#}: {text}");
    }
}

/// The error and its causes, as far as they are written for a reader: the record's own message says all of it, and
/// what lies below is the data base's.
fn in_words(error: &anyhow::Error) -> String {
    let mut messages = Vec::new();
    for cause in error.chain() {
        messages.push(cause.to_string());
        if cause.is::<dateline::store::Error>() {
            break;
        }
    }
    messages.join(": ")
}

/// What the analysis has to say about a page.
pub(crate) fn diagnostic(name: &str, diagnostic: &Diagnostic) {
    let style = match diagnostic.severity {
        Severity::Note => NOTE,
        Severity::Warning => WARNING,
        Severity::Error => ERROR,
    };
    let Diagnostic {
        severity, message, ..
    } = diagnostic;
    eprintln!("{style}{}{style:#}: {name}: {message}", severity.as_str());
    if let Some(hint) = &diagnostic.hint {
        eprintln!("  {NOTE}hint{NOTE:#}: {hint}");
    }
}

/// Something worth saying that is no trouble.
pub(crate) fn note(message: &str) {
    eprintln!("{message}");
}
