-- The first form of the record. Nested parts are JSON; days are ISO 8601 text; offsets count bytes of pages.text.
-- `number` counts from 1 within a page, as in the ids that `dateline` prints, and so do all columns that refer to one.

CREATE TABLE pages (
    id                  INTEGER PRIMARY KEY,
    page                TEXT NOT NULL UNIQUE,   -- first twelve digits of sha256
    sha256              TEXT NOT NULL,          -- of the page's bytes
    program             TEXT NOT NULL,          -- version of the program that read it
    name                TEXT NOT NULL,          -- path or URL under which it was first found
    url                 TEXT,
    outlet              TEXT,
    title               TEXT,
    byline              TEXT NOT NULL,          -- JSON list
    language            TEXT,                   -- ISO 639-1
    language_confidence REAL,
    published_low       TEXT,                   -- narrowed by what the text itself says
    published_high      TEXT,
    published_basis     TEXT NOT NULL,          -- JSON list of reasons
    page_published      TEXT NOT NULL,          -- JSON: as the page and its deliverer tell
    n_timexes           INTEGER NOT NULL,
    n_places            INTEGER NOT NULL,
    n_actors            INTEGER NOT NULL,
    n_statements        INTEGER NOT NULL,
    n_events            INTEGER NOT NULL,
    diagnostics         TEXT NOT NULL,          -- JSON list
    dates               TEXT NOT NULL,          -- JSON list: every date found on the page
    text                TEXT NOT NULL,          -- the analysed text
    sentences           TEXT NOT NULL,          -- JSON list of [start, end]
    lines               TEXT NOT NULL,          -- JSON list
    blocks              TEXT NOT NULL           -- JSON list: the whole page, furniture included
) STRICT;
CREATE INDEX pages_by_outlet ON pages (outlet);

-- Every name and URL under which a page was found, the first one included.
CREATE TABLE page_names (
    id      INTEGER PRIMARY KEY,
    page_id INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    name    TEXT NOT NULL,
    url     TEXT
) STRICT;
CREATE INDEX page_names_by_page ON page_names (page_id);

-- The page itself, where it is kept: gzip (RFC 1952).
CREATE TABLE page_bytes (
    page_id INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
    gzip    BLOB NOT NULL
) STRICT;

CREATE TABLE timexes (
    id         INTEGER PRIMARY KEY,
    page_id    INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    type       TEXT NOT NULL,                   -- TIMEX3
    value      TEXT NOT NULL,
    mod        TEXT,
    low        TEXT,
    high       TEXT,
    basis      TEXT NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end   INTEGER NOT NULL,
    UNIQUE (page_id, number)
) STRICT;

CREATE TABLE places (
    id          INTEGER PRIMARY KEY,
    page_id     INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    start_byte  INTEGER NOT NULL,
    end_byte    INTEGER NOT NULL,
    name        TEXT NOT NULL,
    full_name   TEXT NOT NULL,
    kind        TEXT NOT NULL,
    country     TEXT,                           -- ISO 3166 alpha-3
    geonames_id INTEGER,
    lat         REAL,
    lon         REAL,
    basis       TEXT NOT NULL,
    rivals      TEXT NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end   INTEGER NOT NULL,
    UNIQUE (page_id, number)
) STRICT;

CREATE TABLE actors (
    id       INTEGER PRIMARY KEY,
    page_id  INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    role     TEXT,
    codes    TEXT NOT NULL,                     -- JSON list, the most likely first
    mentions TEXT NOT NULL,
    basis    TEXT NOT NULL,
    UNIQUE (page_id, number)
) STRICT;
CREATE INDEX actors_by_name ON actors (name);

CREATE TABLE statements (
    id           INTEGER PRIMARY KEY,
    page_id      INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    number       INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    speaker      INTEGER,
    addressee    INTEGER,
    source       TEXT NOT NULL,                 -- JSON lists of [start, end]
    cue          TEXT NOT NULL,
    content      TEXT NOT NULL,
    relay        TEXT NOT NULL,
    venue_start  INTEGER,
    venue_end    INTEGER,
    negated      INTEGER NOT NULL,
    hypothetical INTEGER NOT NULL,
    within       INTEGER,
    basis        TEXT NOT NULL,
    speaker_name TEXT,                          -- the actor's name, else the words of the source
    content_text TEXT NOT NULL,                 -- the words of the content, joined by " … "
    sentence_start INTEGER NOT NULL,
    sentence_end   INTEGER NOT NULL,
    UNIQUE (page_id, number),
    FOREIGN KEY (page_id, speaker) REFERENCES actors (page_id, number) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (page_id, addressee) REFERENCES actors (page_id, number) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (page_id, within) REFERENCES statements (page_id, number) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX statements_by_speaker ON statements (page_id, speaker);
CREATE INDEX statements_by_addressee ON statements (page_id, addressee);
CREATE INDEX statements_by_outer ON statements (page_id, within);

CREATE TABLE events (
    id              INTEGER PRIMARY KEY,
    page_id         INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    number          INTEGER NOT NULL,
    type            TEXT NOT NULL,              -- PLOVER
    mode            TEXT,
    contexts        TEXT NOT NULL,
    quad            INTEGER NOT NULL,
    cameo           TEXT NOT NULL,
    score           REAL NOT NULL,
    trigger_start   INTEGER NOT NULL,
    trigger_end     INTEGER NOT NULL,
    actors          TEXT NOT NULL,              -- JSON lists of parties, with their names
    recipients      TEXT NOT NULL,
    date_value      TEXT,                       -- TIMEX3
    date_low        TEXT,
    date_high       TEXT,
    date_after      INTEGER,                    -- the event after which it was
    date_basis      TEXT NOT NULL,
    place           INTEGER,
    figures         TEXT NOT NULL,              -- JSON list, with their words
    status          TEXT NOT NULL,
    statement       INTEGER,
    basis           TEXT NOT NULL,
    actor_names     TEXT NOT NULL,              -- the same parties as plain text, joined by "; "
    actor_codes     TEXT NOT NULL,              -- the likeliest code of each
    recipient_names TEXT NOT NULL,
    recipient_codes TEXT NOT NULL,
    place_name      TEXT,
    killed_low      INTEGER,                    -- the largest figure, where there are several
    killed_high     INTEGER,
    injured_low     INTEGER,
    injured_high    INTEGER,
    sentence_start  INTEGER NOT NULL,
    sentence_end    INTEGER NOT NULL,
    UNIQUE (page_id, number),
    FOREIGN KEY (page_id, place) REFERENCES places (page_id, number) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (page_id, statement) REFERENCES statements (page_id, number) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (page_id, date_after) REFERENCES events (page_id, number) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX events_by_type ON events (type);
CREATE INDEX events_by_date ON events (date_low, date_high);
CREATE INDEX events_by_place ON events (page_id, place);
CREATE INDEX events_by_statement ON events (page_id, statement);
CREATE INDEX events_by_earlier ON events (page_id, date_after);

-- Full-text search. The tables hold the words once; the index follows them through the triggers.
CREATE VIRTUAL TABLE pages_fts USING fts5 (
    title, text,
    content = 'pages', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statements_fts USING fts5 (
    content_text, speaker_name,
    content = 'statements', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE events_fts USING fts5 (
    actor_names, recipient_names, place_name,
    content = 'events', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER pages_indexed AFTER INSERT ON pages BEGIN
    INSERT INTO pages_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER pages_unindexed AFTER DELETE ON pages BEGIN
    INSERT INTO pages_fts (pages_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER statements_indexed AFTER INSERT ON statements BEGIN
    INSERT INTO statements_fts (rowid, content_text, speaker_name)
    VALUES (new.id, new.content_text, new.speaker_name);
END;
CREATE TRIGGER statements_unindexed AFTER DELETE ON statements BEGIN
    INSERT INTO statements_fts (statements_fts, rowid, content_text, speaker_name)
    VALUES ('delete', old.id, old.content_text, old.speaker_name);
END;
CREATE TRIGGER events_indexed AFTER INSERT ON events BEGIN
    INSERT INTO events_fts (rowid, actor_names, recipient_names, place_name)
    VALUES (new.id, new.actor_names, new.recipient_names, new.place_name);
END;
CREATE TRIGGER events_unindexed AFTER DELETE ON events BEGIN
    INSERT INTO events_fts (events_fts, rowid, actor_names, recipient_names, place_name)
    VALUES ('delete', old.id, old.actor_names, old.recipient_names, old.place_name);
END;

-- For readers with other tools: one row a thing, no joins needed. Words are cut from the text by bytes.
CREATE VIEW v_pages AS
SELECT page, name, url, outlet, title,
       (SELECT group_concat(value, '; ') FROM json_each(byline)) AS byline,
       language, published_low, published_high,
       n_timexes, n_places, n_actors, n_statements, n_events, sha256, program
FROM pages;

CREATE VIEW v_dates AS
SELECT p.page || '.d' || t.number AS date, p.page, p.outlet,
       coalesce(CAST(substr(CAST(p.text AS BLOB), t.start_byte + 1, t.end_byte - t.start_byte) AS TEXT), '') AS words,
       t.type, t.value, t.mod, t.low, t.high,
       coalesce(CAST(substr(CAST(p.text AS BLOB), t.sentence_start + 1, t.sentence_end - t.sentence_start) AS TEXT), '') AS sentence
FROM timexes t JOIN pages p ON p.id = t.page_id;

CREATE VIEW v_places AS
SELECT p.page || '.l' || l.number AS place, p.page, p.outlet,
       coalesce(CAST(substr(CAST(p.text AS BLOB), l.start_byte + 1, l.end_byte - l.start_byte) AS TEXT), '') AS words,
       l.name, l.full_name, l.kind, l.country, l.geonames_id, l.lat, l.lon,
       coalesce(CAST(substr(CAST(p.text AS BLOB), l.sentence_start + 1, l.sentence_end - l.sentence_start) AS TEXT), '') AS sentence
FROM places l JOIN pages p ON p.id = l.page_id;

CREATE VIEW v_entities AS
SELECT p.page || '.a' || a.number AS entity, p.page, p.outlet, a.name, a.kind, a.role,
       json_extract(a.codes, '$[0]') AS code,
       (SELECT group_concat(value, ' ') FROM json_each(a.codes)) AS codes,
       json_array_length(a.mentions) AS n_mentions
FROM actors a JOIN pages p ON p.id = a.page_id;

CREATE VIEW v_statements AS
SELECT p.page || '.s' || s.number AS statement, p.page, p.outlet, p.published_low, p.published_high,
       s.speaker_name AS speaker, speaker.role AS speaker_role,
       json_extract(speaker.codes, '$[0]') AS speaker_code,
       addressee.name AS addressee,
       (SELECT group_concat(json_extract(value, '$.name'), '; ') FROM json_each(s.relay)) AS relay,
       s.kind, s.negated, s.hypothetical, s.content_text AS content,
       coalesce(CAST(substr(CAST(p.text AS BLOB), s.sentence_start + 1, s.sentence_end - s.sentence_start) AS TEXT), '') AS sentence,
       p.title, p.name AS page_name, p.url
FROM statements s JOIN pages p ON p.id = s.page_id
LEFT JOIN actors speaker ON speaker.page_id = s.page_id AND speaker.number = s.speaker
LEFT JOIN actors addressee ON addressee.page_id = s.page_id AND addressee.number = s.addressee;

CREATE VIEW v_events AS
SELECT p.page || '.e' || e.number AS event, p.page, p.outlet, p.published_low, p.published_high,
       e.date_low, e.date_high, e.date_value,
       CASE WHEN e.date_after IS NOT NULL THEN p.page || '.e' || e.date_after END AS after_event,
       e.type, e.mode, e.quad, e.cameo, e.score, e.status,
       e.actor_names, e.actor_codes, e.recipient_names, e.recipient_codes,
       l.full_name AS place, l.country, l.lat, l.lon,
       e.killed_low, e.killed_high, e.injured_low, e.injured_high,
       CASE WHEN e.statement IS NOT NULL THEN p.page || '.s' || e.statement END AS statement,
       s.speaker_name AS speaker,
       coalesce(CAST(substr(CAST(p.text AS BLOB), e.trigger_start + 1, e.trigger_end - e.trigger_start) AS TEXT), '') AS wording,
       coalesce(CAST(substr(CAST(p.text AS BLOB), e.sentence_start + 1, e.sentence_end - e.sentence_start) AS TEXT), '') AS sentence,
       p.title, p.name AS page_name, p.url
FROM events e JOIN pages p ON p.id = e.page_id
LEFT JOIN places l ON l.page_id = e.page_id AND l.number = e.place
LEFT JOIN statements s ON s.page_id = e.page_id AND s.number = e.statement;

-- One row for each event and each name under which its page was found.
CREATE VIEW v_event_sources AS
SELECT p.page || '.e' || e.number AS event, e.type, e.date_low, e.date_high, e.status,
       p.outlet, s.speaker_name AS speaker, p.page, n.name AS page_name, n.url, p.title,
       p.published_low, p.published_high
FROM events e JOIN pages p ON p.id = e.page_id
JOIN page_names n ON n.page_id = p.id
LEFT JOIN statements s ON s.page_id = e.page_id AND s.number = e.statement;
