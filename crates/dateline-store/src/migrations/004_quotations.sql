-- Which statements carry the same words. Keys are what `dateline-quotations` makes of a statement's words: one that is
-- added is compared with those that share a key with it, and no page is read again.

CREATE TABLE quotation_keys (
    key          INTEGER NOT NULL,              -- 64 bits
    statement_id INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    PRIMARY KEY (key, statement_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX quotation_keys_by_statement ON quotation_keys (statement_id);

-- Pages whose statements have been compared.
CREATE TABLE quoted_pages (
    page_id INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE
) STRICT;

-- Two statements with the same words, each pair both ways.
CREATE TABLE quotation_links (
    statement_id INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    other_id     INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    relation     TEXT NOT NULL,                 -- same, cut, longer, overlapping, changed, reworded: how it stands to the other
    speaker      TEXT NOT NULL,                 -- same, unknown, other
    score        REAL NOT NULL,                 -- share of the words that agree, from 0 to 1
    PRIMARY KEY (statement_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX quotation_links_by_other ON quotation_links (other_id);

-- The statements that are linked, directly or through others, make one quotation: it bears the smallest id among them.
CREATE TABLE carriers (
    statement_id INTEGER PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE,
    quotation    INTEGER NOT NULL
) STRICT;
CREATE INDEX carriers_by_quotation ON carriers (quotation);

-- One row a statement that carries a quotation; the relation is to the one that may have been first. `first` is
-- `yes` where every other page was published later, `perhaps` where none is known to be earlier, else `no`.
-- `independent` is 0 where the page is a copy of another that carries the quotation too.
CREATE VIEW v_quotations AS
WITH member AS (
    SELECT c.quotation, c.statement_id, s.number, s.page_id, p.page, p.published_low AS low, p.published_high AS high,
           coalesce(k.original_id, s.page_id) AS report
    FROM carriers c JOIN statements s ON s.id = c.statement_id JOIN pages p ON p.id = s.page_id
    LEFT JOIN copies k ON k.page_id = s.page_id
), bounded AS (
    SELECT m.*, coalesce(min(high) OVER (PARTITION BY quotation) < low, 0) AS is_later FROM member m
), placed AS (
    SELECT b.*,
           min(CASE WHEN NOT is_later THEN page_id END) OVER (PARTITION BY quotation)
           = max(CASE WHEN NOT is_later THEN page_id END) OVER (PARTITION BY quotation) AS is_certain
    FROM bounded b
), ranked AS (
    SELECT placed.*,
           CASE WHEN is_later THEN 'no' WHEN is_certain THEN 'yes' ELSE 'perhaps' END AS first,
           first_value(statement_id) OVER (PARTITION BY quotation ORDER BY is_later, coalesce(low, high, '~'),
               coalesce(high, '~'), page, number) AS head,
           first_value(page_id) OVER (PARTITION BY quotation, report ORDER BY page_id <> report, page_id) AS counted
    FROM placed
)
SELECT hp.page || '.s' || h.number AS quotation, r.page || '.s' || s.number AS statement, r.page, p.outlet,
       r.low AS published_low, r.high AS published_high, r.first,
       CASE WHEN r.statement_id = r.head THEN NULL ELSE coalesce(
           (SELECT relation FROM quotation_links WHERE statement_id = r.statement_id AND other_id = r.head),
           (SELECT relation FROM quotation_links WHERE statement_id = r.statement_id ORDER BY score DESC, other_id LIMIT 1)
       ) END AS relation,
       r.page_id = r.counted AS independent,
       s.speaker_name AS speaker, s.kind, s.content_text AS content, p.title, p.name AS page_name, p.url
FROM ranked r JOIN statements s ON s.id = r.statement_id JOIN pages p ON p.id = r.page_id
JOIN statements h ON h.id = r.head JOIN pages hp ON hp.id = h.page_id;
