//! A progress bar on a terminal, and nothing elsewhere.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What is read in a moment needs no bar, in bytes.
const SMALL: u64 = 1 << 20;

/// A bar for a run over so many bytes of `n_sources` files, as far as that is known; its message counts the pages.
/// `indicatif` draws it on stderr and only if that is a terminal.
pub(crate) fn pages(n_bytes: Option<u64>, n_sources: usize, quiet: bool) -> ProgressBar {
    let is_small = n_sources < 2 && n_bytes.is_some_and(|n_bytes| n_bytes < SMALL);
    let target = if quiet || is_small {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr()
    };
    let template = match n_bytes {
        Some(_) => "{bar:30} {bytes}/{total_bytes}, {eta} left, {wide_msg}",
        None => "{spinner} {bytes}, {wide_msg}",
    };
    let style = ProgressStyle::with_template(template).expect("the template is well formed");
    let bar = ProgressBar::with_draw_target(n_bytes, target).with_style(style);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
