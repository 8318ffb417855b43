-- Which pages carry the same report. Sketches are what `dateline-copies` makes of a page's text: a page that is added is
-- compared with those that share a key with it, and no text is read again.

CREATE TABLE sketches (
    page_id  INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
    digest   INTEGER NOT NULL,                  -- of the words; 64 bits
    shingles BLOB NOT NULL                      -- hashes of the runs of words: 32 bits each, little-endian, sorted
) STRICT;

CREATE TABLE sketch_keys (
    key     INTEGER NOT NULL,
    page_id INTEGER NOT NULL REFERENCES sketches (page_id) ON DELETE CASCADE,
    PRIMARY KEY (key, page_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketch_keys_by_page ON sketch_keys (page_id);

-- A page, and the first page of the record that carries the same report. That one is no copy itself.
CREATE TABLE copies (
    page_id     INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
    original_id INTEGER NOT NULL REFERENCES pages (id) DEFERRABLE INITIALLY DEFERRED,
    relation    TEXT NOT NULL,                  -- same, near, cut, extended
    of_page     REAL NOT NULL,                  -- share of the page's text that stands in the original's
    of_original REAL NOT NULL                   -- and the other way round
) STRICT;
CREATE INDEX copies_by_original ON copies (original_id);

-- What came from one outlet twice is an update, and what others carry a copy, cut or not.
CREATE VIEW v_copies AS
SELECT p.page, p.outlet, o.page AS original, o.outlet AS original_outlet,
       CASE WHEN p.outlet = o.outlet AND c.relation <> 'same' THEN 'update'
            WHEN c.relation = 'cut' THEN 'cut'
            ELSE 'copy' END AS kind,
       c.relation, c.of_page, c.of_original, p.published_low, p.published_high, p.title, p.name AS page_name, p.url
FROM copies c JOIN pages p ON p.id = c.page_id JOIN pages o ON o.id = c.original_id;
