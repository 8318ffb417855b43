//! A progress bar on a terminal, and nothing elsewhere.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar for a run over `n_pages` pages. `indicatif` draws it on stderr and only if that is a terminal.
pub(crate) fn pages(n_pages: usize, quiet: bool) -> ProgressBar {
    let target = if quiet || n_pages < 2 {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr()
    };
    let style = ProgressStyle::with_template(
        "{bar:30} {pos}/{len} pages, {per_sec}, {eta} left  {wide_msg}",
    )
    .expect("the template is well formed");
    let bar = ProgressBar::with_draw_target(Some(n_pages as u64), target).with_style(style);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
