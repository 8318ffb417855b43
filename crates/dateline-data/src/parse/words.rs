//! Readers for word lists with one or two columns.

use std::collections::HashSet;

use crate::{Error, Table};

/// The name and the text of a file under `data/parse/`.
macro_rules! column {
    ($name:literal) => {
        (
            concat!("parse/", $name),
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../data/parse/",
                $name
            )),
        )
    };
}
pub(super) use column;

/// The words of a list with one column.
pub(super) fn set(
    file: (&'static str, &'static str),
    header: &str,
) -> Result<HashSet<&'static str>, Error> {
    let table = Table::read(file.0, file.1, &[header])?;
    Ok(table.rows().map(|row| row.get(0)).collect())
}

/// Hands the rows of a table with two columns to `take`, which refuses a row by returning `None`.
pub(super) fn pairs(
    file: (&'static str, &'static str),
    header: [&str; 2],
    mut take: impl FnMut(&'static str, &'static str) -> Option<()>,
) -> Result<(), Error> {
    let table = Table::read(file.0, file.1, &header)?;
    for row in table.rows() {
        if take(row.get(0), row.get(1)).is_none() {
            let message = format!("not a {} for {:?}: {:?}", header[1], row.get(0), row.get(1));
            return Err(row.error(message));
        }
    }
    Ok(())
}
