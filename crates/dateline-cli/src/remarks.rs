//! What there is to say about pages, and not once a page: of a file that holds several, warnings are counted.

use std::collections::BTreeMap;

use dateline::schema::{Diagnostic, Report, Severity};

use crate::cli::Common;
use crate::talk;

/// Says what comes up, at once or summed up.
pub(crate) struct Remarks {
    is_quiet: bool,
    is_verbose: bool,
    archive: Option<Archive>,
}

/// A file that holds several pages, while it is read.
struct Archive {
    name: String,
    n_pages: usize,
    /// How many pages each warning is about, by its code, with the first of them.
    warnings: BTreeMap<String, (usize, Diagnostic)>,
}

impl Remarks {
    pub(crate) fn new(common: &Common) -> Self {
        Self {
            is_quiet: common.quiet,
            is_verbose: common.verbose,
            archive: None,
        }
    }

    /// The pages of a file follow, which has a name here if it may hold several.
    pub(crate) fn begin(&mut self, name: Option<String>) {
        self.archive = name.filter(|_| !self.is_verbose).map(|name| Archive {
            name,
            n_pages: 0,
            warnings: BTreeMap::new(),
        });
    }

    /// What the analysis says of a page. Notes are left to `show` and `explain`; what makes a page unusable is said of
    /// each.
    pub(crate) fn hear(&mut self, report: &Report) {
        if let Some(archive) = &mut self.archive {
            archive.n_pages += 1;
        }
        for diagnostic in &report.diagnostics {
            match (diagnostic.severity, &mut self.archive) {
                (Severity::Note, _) => {}
                (Severity::Warning, Some(archive)) => {
                    let first = || (0, diagnostic.clone());
                    let code = diagnostic.code.to_string();
                    archive.warnings.entry(code).or_insert_with(first).0 += 1;
                }
                _ if self.is_quiet => {}
                _ => talk::diagnostic(&report.name, diagnostic),
            }
        }
    }

    /// The pages of the file were these.
    pub(crate) fn end(&mut self) {
        let Some(archive) = self.archive.take().filter(|_| !self.is_quiet) else {
            return;
        };
        for (n_about, mut diagnostic) in archive.warnings.into_values() {
            let n_pages = archive.n_pages;
            if n_about > 1 {
                diagnostic.message =
                    format!("{n_about} of {n_pages} pages: {}", diagnostic.message);
                diagnostic.hint = Some("--verbose names them".to_owned());
            }
            talk::diagnostic(&archive.name, &diagnostic);
        }
    }
}
