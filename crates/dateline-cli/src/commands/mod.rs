//! One subcommand, one file.

pub(crate) mod add;
pub(crate) mod annotate;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod events;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod man;
pub(crate) mod show;
pub(crate) mod statements;
pub(crate) mod timeline;
