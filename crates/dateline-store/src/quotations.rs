//! Which statements carry the same words: keys kept so that no page is read again, and the links that were found.
//!
//! What the keys of a statement are and how two stand to each other is decided elsewhere ([`Linking`]). Links are made
//! in the transaction that writes the page.

use std::collections::{BTreeMap, BTreeSet};

use dateline_schema::{ActorKind, Date, Interval, ItemId, ItemKind, PageId, StatementKind};
use rusqlite::{Transaction, TransactionBehavior, params};

use crate::Store;
use crate::cells::Cells;
use crate::error::{Error, Trouble};
use crate::read::rows;

/// How statements are compared.
pub trait Linking {
    /// A statement, ready to be compared.
    type Quoted;

    /// A key under which as many statements stand says nothing.
    const MOST_UNDER_A_KEY: usize;

    /// Makes a statement ready.
    fn quoted(&self, said: &SaidRow) -> Self::Quoted;

    /// Numbers of which a statement shares at least one with whatever it may be the same as.
    fn keys(&self, quoted: &Self::Quoted) -> Vec<u64>;

    /// How a statement stands to another that it meets; `None` if they do not carry the same words.
    fn compare(&self, quoted: &Self::Quoted, other: &SaidRow) -> Option<Link>;
}

/// How one statement stands to another that carries its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// `same`, `cut`, `longer`, `overlapping`, `changed` or `reworded`.
    pub relation: String,
    /// How the other stands to this one.
    pub flipped: String,
    /// Whether one speaker is named: `same`, `unknown` or `other`.
    pub speaker: String,
    /// The share of the words that agree, from 0 to 1.
    pub score: f64,
}

/// A statement as far as it is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct SaidRow {
    /// Its id.
    pub id: ItemId,
    /// The words that were said, the pieces of a broken content joined by " … ".
    pub content: String,
    /// How the words are given.
    pub kind: StatementKind,
    /// Who says it: the actor's name, else the words that name the source.
    pub speaker: Option<String>,
    /// What the actor is; `None` where the speaker is only named by words.
    pub speaker_kind: Option<ActorKind>,
    /// When the page was published, as far as known.
    pub published: Interval,
    /// Whether another statement stands in it.
    pub holds_another: bool,
    /// Its row.
    row: i64,
}

/// A statement that carries a quotation, with its page.
#[derive(Clone, Debug, PartialEq)]
pub struct CarrierRow {
    /// The statement.
    pub said: SaidRow,
    /// Who published the page; its name where the outlet is not known.
    pub outlet: String,
    /// The page's headline.
    pub title: Option<String>,
    /// The first page of the record with the report that this page carries: itself, if it is no copy.
    pub report: PageId,
}

const SAID: &str = "p.page, s.number, s.content_text, s.kind, s.speaker_name, a.kind, p.published_low, \
     p.published_high, EXISTS (SELECT 1 FROM statements i WHERE i.page_id = s.page_id AND i.within = s.number), s.id";

const SAID_FROM: &str = "statements s JOIN pages p ON p.id = s.page_id \
     LEFT JOIN actors a ON a.page_id = s.page_id AND a.number = s.speaker";

impl Store {
    /// The pages whose statements have not been compared: those that an older program added.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn pages_without_links(&self) -> Result<Vec<PageId>, Error> {
        let sql =
            "SELECT page FROM pages WHERE id NOT IN (SELECT page_id FROM quoted_pages) ORDER BY id";
        rows(&self.conn, sql, [], |cells| cells.page()).map_err(|trouble| self.error(trouble))
    }

    /// Compares the statements of a page with those before it. A page that has been compared stays as it is.
    ///
    /// # Errors
    /// If the record is damaged, or cannot be read or written.
    pub fn link(&mut self, page: &PageId, linking: &impl Linking) -> Result<(), Error> {
        let linked = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Trouble::from)
            .and_then(|tx| {
                let sql = "SELECT id FROM pages WHERE page = ?1 AND id NOT IN (SELECT page_id FROM quoted_pages)";
                let id = rows(&tx, sql, [page.as_str()], |cells| cells.take::<i64>())?.pop();
                if let Some(id) = id {
                    link_page(&tx, id, linking)?;
                }
                Ok(tx.commit()?)
            });
        linked.map_err(|trouble| self.error(trouble))
    }

    /// The statements that carry the same quotation as this one, itself among them, in the order in which their pages
    /// were added; none if no other carries it.
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn carriers(&self, statement: &ItemId) -> Result<Vec<CarrierRow>, Error> {
        let sql = format!(
            "SELECT {SAID}, coalesce(p.outlet, p.name), p.title, coalesce(o.page, p.page)
             FROM {SAID_FROM} LEFT JOIN copies k ON k.page_id = p.id LEFT JOIN pages o ON o.id = k.original_id
             WHERE s.id IN (SELECT statement_id FROM carriers WHERE quotation = (SELECT c.quotation FROM carriers c
                 JOIN statements t ON t.id = c.statement_id JOIN pages q ON q.id = t.page_id
                 WHERE q.page = ?1 AND t.number = ?2))
             ORDER BY s.page_id, s.number"
        );
        let number = i64::try_from(statement.number).unwrap_or(i64::MAX);
        rows(
            &self.conn,
            &sql,
            params![statement.page.as_str(), number],
            |cells| {
                Ok(CarrierRow {
                    said: said_row(cells)?,
                    outlet: cells.take()?,
                    title: cells.take()?,
                    report: cells.page()?,
                })
            },
        )
        .map_err(|trouble| self.error(trouble))
    }
}

fn said_row(cells: &mut Cells<'_, '_>) -> rusqlite::Result<SaidRow> {
    Ok(SaidRow {
        id: ItemId::of(&cells.page()?, ItemKind::Statement, cells.index()?),
        content: cells.take()?,
        kind: cells.parsed(StatementKind::from_name)?,
        speaker: cells.take()?,
        speaker_kind: cells.parsed_opt(ActorKind::from_name)?,
        published: {
            let day = |text: &str| text.parse::<Date>().ok();
            Interval {
                low: cells.parsed_opt(day)?,
                high: cells.parsed_opt(day)?,
            }
        },
        holds_another: cells.take()?,
        row: cells.take()?,
    })
}

/// Compares the statements of a page that has just been written.
pub(crate) fn link_page<L: Linking>(
    tx: &Transaction<'_>,
    page_id: i64,
    linking: &L,
) -> Result<(), Trouble> {
    // What was not said, or only might be, is nobody's quotation.
    let sql = format!(
        "SELECT {SAID} FROM {SAID_FROM} WHERE s.page_id = ?1 AND NOT s.negated AND NOT s.hypothetical ORDER BY s.number"
    );
    let page = rows(tx, &sql, [page_id], said_row)?;
    let own: BTreeSet<i64> = page.iter().map(|said| said.row).collect();
    let most = i64::try_from(L::MOST_UNDER_A_KEY).unwrap_or(i64::MAX);
    for said in page {
        let quoted = linking.quoted(&said);
        let keys = linking.keys(&quoted);
        let mut insert = tx.prepare_cached(
            "INSERT OR REPLACE INTO quotation_links (statement_id, other_id, relation, speaker, score)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let mut together = vec![said.row];
        for other in met(tx, &own, &keys, most)? {
            let Some(link) = linking.compare(&quoted, &other) else {
                continue;
            };
            let speaker = &link.speaker;
            insert.execute(params![
                said.row,
                other.row,
                link.relation,
                speaker,
                link.score
            ])?;
            insert.execute(params![
                other.row,
                said.row,
                link.flipped,
                speaker,
                link.score
            ])?;
            together.push(other.row);
        }
        if together.len() > 1 {
            join(tx, &together)?;
        }
        let mut insert = tx.prepare_cached(
            "INSERT OR IGNORE INTO quotation_keys (key, statement_id)
             SELECT ?1, ?2 WHERE (SELECT count(*) FROM (SELECT 1 FROM quotation_keys WHERE key = ?1 LIMIT ?3)) < ?3",
        )?;
        for key in keys {
            insert.execute(params![key.cast_signed(), said.row, most])?;
        }
    }
    tx.prepare_cached("INSERT OR IGNORE INTO quoted_pages (page_id) VALUES (?1)")?
        .execute([page_id])?;
    Ok(())
}

/// The statements of other pages that share a key.
fn met(
    tx: &Transaction<'_>,
    own: &BTreeSet<i64>,
    keys: &[u64],
    most: i64,
) -> Result<Vec<SaidRow>, Trouble> {
    let mut ids = BTreeSet::new();
    let sql =
        "SELECT statement_id FROM quotation_keys WHERE key = ?1 ORDER BY statement_id LIMIT ?2";
    for key in keys {
        ids.extend(rows(tx, sql, [key.cast_signed(), most], |cells| {
            cells.take::<i64>()
        })?);
    }
    let sql = format!("SELECT {SAID} FROM {SAID_FROM} WHERE s.id = ?1");
    let mut met = Vec::with_capacity(ids.len());
    for id in ids.difference(own) {
        met.extend(rows(tx, &sql, [id], said_row)?);
    }
    Ok(met)
}

/// Makes one quotation of these statements and all that theirs hold.
fn join(tx: &Transaction<'_>, statements: &[i64]) -> Result<(), Trouble> {
    let mut labels: BTreeSet<i64> = BTreeSet::new();
    for id in statements {
        let sql = "SELECT quotation FROM carriers WHERE statement_id = ?1";
        labels.extend(rows(tx, sql, [id], |cells| cells.take::<i64>())?);
    }
    let smallest = statements.iter().chain(&labels).copied().min();
    let Some(quotation) = smallest else {
        return Ok(());
    };
    let mut update =
        tx.prepare_cached("UPDATE carriers SET quotation = ?1 WHERE quotation = ?2")?;
    for label in labels.iter().filter(|label| **label != quotation) {
        update.execute([quotation, *label])?;
    }
    let mut insert = tx.prepare_cached(
        "INSERT OR REPLACE INTO carriers (statement_id, quotation) VALUES (?1, ?2)",
    )?;
    for id in statements {
        insert.execute([*id, quotation])?;
    }
    Ok(())
}

/// The quotations that a page's statements carry.
pub(crate) fn quotations_on(tx: &Transaction<'_>, page_id: i64) -> Result<Vec<i64>, Trouble> {
    let sql = "SELECT DISTINCT quotation FROM carriers JOIN statements s ON s.id = statement_id
         WHERE s.page_id = ?1 ORDER BY 1";
    rows(tx, sql, [page_id], |cells| cells.take())
}

/// Tells apart what a quotation's statements are when some of them have gone: it may fall to pieces.
pub(crate) fn divide(tx: &Transaction<'_>, quotations: &[i64]) -> Result<(), Trouble> {
    for quotation in quotations {
        let sql = "SELECT l.statement_id, l.other_id FROM quotation_links l
             JOIN carriers c ON c.statement_id = l.statement_id WHERE c.quotation = ?1 ORDER BY 1, 2";
        let links: Vec<(i64, i64)> = rows(tx, sql, [quotation], |cells| {
            Ok((cells.take()?, cells.take()?))
        })?;
        tx.prepare_cached("DELETE FROM carriers WHERE quotation = ?1")?
            .execute([quotation])?;
        let mut others: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for (statement, other) in links {
            others.entry(statement).or_default().push(other);
        }
        while let Some((statement, found)) = others.pop_first() {
            let mut together = vec![statement];
            let mut waiting = found;
            while let Some(next) = waiting.pop() {
                if let Some(more) = others.remove(&next) {
                    together.push(next);
                    waiting.extend(more);
                }
            }
            join(tx, &together)?;
        }
    }
    Ok(())
}
