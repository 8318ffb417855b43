//! What a stage has to say about its input: analysis cannot fail, so trouble is a value beside the result.

use std::borrow::Cow;
use std::fmt;

use crate::Span;
use crate::names::names;

/// How much a [`Diagnostic`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; the result is whole.
    Note,
    /// Part of the input could not be used.
    Warning,
    /// None of the input could be used; the result is empty.
    Error,
}

names!(Severity {
    Note = "note",
    Warning = "warning",
    Error = "error",
});

/// One remark about a page: what is the matter, where, and what can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable name in kebab-case, such as `language-not-analysed`.
    pub code: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// The place in the analysed text, if it has one.
    pub span: Option<Span>,
    /// What is the matter: lower case, no full stop.
    pub message: String,
    /// What to do about it, if anything.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A remark without a place or a hint.
    #[must_use]
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code: Cow::Borrowed(code),
            severity,
            span: None,
            message: message.into(),
            hint: None,
        }
    }

    /// The same with a hint.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity.as_str(), self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        Ok(())
    }
}

/// A value, and what there is to say about how it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Warned<T> {
    /// The result, always usable.
    pub value: T,
    /// In the order in which they came up.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// A value about which there is nothing to say.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            diagnostics: Vec::new(),
        }
    }
}
