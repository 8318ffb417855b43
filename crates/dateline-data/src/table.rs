//! Tab-separated tables: a header row, then one fact a line; `#` lines and empty lines are comments.

use crate::{Error, ErrorKind};

/// A table with a checked header.
///
/// ```
/// use dateline_data::Table;
///
/// let table = Table::read("fruit.tsv", "name\tcolour\napple\tred\n", &["name", "colour"])?;
/// let row = table.rows().next().unwrap();
/// assert_eq!((row.get(0), row.get(1)), ("apple", "red"));
/// assert_eq!(row.line(), 2);
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Table<'a> {
    file: &'a str,
    rows: Vec<Row<'a>>,
}

/// One row of a [`Table`].
#[derive(Clone, Debug)]
pub struct Row<'a> {
    file: &'a str,
    line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Table<'a> {
    /// Reads `text`, which messages call `file`, with these columns.
    ///
    /// # Errors
    /// If the header names other columns or a row has another number of cells.
    pub fn read(file: &'a str, text: &'a str, columns: &[&str]) -> Result<Self, Error> {
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(idx, line)| (idx + 1, line))
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let (line, header) = lines.next().unwrap_or((1, ""));
        if !header.split('\t').eq(columns.iter().copied()) {
            let message = format!(
                "the header must be {:?}, not {header:?}",
                columns.join("\t")
            );
            return Err(Error::new(ErrorKind::Header, file, line, message));
        }
        let mut rows = Vec::new();
        for (line, text) in lines {
            let cells: Vec<&str> = text.split('\t').collect();
            if cells.len() != columns.len() {
                let message = format!("{} cells in place of {}", cells.len(), columns.len());
                return Err(Error::new(ErrorKind::Cells, file, line, message));
            }
            rows.push(Row { file, line, cells });
        }
        Ok(Self { file, rows })
    }

    /// The name of the file in messages.
    #[must_use]
    pub fn file(&self) -> &'a str {
        self.file
    }

    /// The rows below the header.
    pub fn rows(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter()
    }
}

impl<'a> Row<'a> {
    /// The cell in a column, counted from 0.
    ///
    /// # Panics
    /// If the table has no such column.
    #[must_use]
    pub fn get(&self, column: usize) -> &'a str {
        self.cells[column]
    }

    /// The parts of a cell that holds a list, separated by `|`; none for an empty cell.
    pub fn list(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.cells[column]
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty())
    }

    /// The line in the file, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// An error about a cell of this row.
    #[must_use]
    pub fn error(&self, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Value, self.file, self.line, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_another_header() {
        let error = Table::read("a.tsv", "x\ty\n", &["x", "z"]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Header);
        assert_eq!(
            error.to_string(),
            r#"a.tsv:1: the header must be "x\tz", not "x\ty""#
        );
    }

    #[test]
    fn refuses_a_short_row_and_names_its_line() {
        let error = Table::read("a.tsv", "# comment\nx\ty\n1\t2\n3\n", &["x", "y"]).unwrap_err();
        assert_eq!(error.to_string(), "a.tsv:4: 1 cells in place of 2");
    }

    #[test]
    fn lists_skip_empty_parts() {
        let table = Table::read("a.tsv", "x\na | b|\n", &["x"]).unwrap();
        assert_eq!(
            table.rows().next().unwrap().list(0).collect::<Vec<_>>(),
            ["a", "b"]
        );
    }
}
