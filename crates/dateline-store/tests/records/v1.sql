-- A record of version 1 as 'sqlite3 RECORD .dump' wrote it, with its two marks, which a dump leaves out.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
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
INSERT INTO pages VALUES(1,'000000010707','0000000107070707070707070707070707070707070707070707070707070707','0.1.0-test','pages/1.html','https://example.org/1','Outlet 1','Varland envoy denounces raid on Port Ésmé','["A. Writer","B. \"Bo\" Writer"]','en',0.30000001192092895507,'1987-03-04','1987-03-09','[{"rule":"after-last-event","note":"it tells of 4 March"}]','{"interval":{"high":"1987-03-09"},"basis":[{"rule":"deliverer","note":""}]}',1,1,2,2,2,'[{"code":"thin-page","severity":"note","message":"little text","hint":"none"},{"code":"odd","severity":"warning","span":[0,7],"message":"odd"}]','[{"date":"1987-03-09","kind":"crawled","rule":"page-date","text":"Monday, 9 March","confidence":0.699999988079071}]',replace('Varland envoy denounces raid on Port Ésmé\nRebels killed 4 soldiers in Port Ésmé on 4 March 1987.\n“It was a cowardly act,” envoy Ina Søby told the Morning Post, adding: “We will answer.”\nAfter the raid, Varland shelled two rebel camps.','\n',char(10)),'[[0,43],[44,100],[101,198],[199,247]]','[{"span":[0,43],"role":"headline"},{"span":[44,100],"role":"body"},{"span":[101,198],"role":"body"},{"span":[199,247],"role":"body"}]','[{"text":"Home | World","role":"navigation","rule":"menu-words","source":[0,12]},{"text":"Varland envoy denounces raid on Port Ésmé","role":"headline","rule":"first-heading"}]');
INSERT INTO pages VALUES(2,'000000020707','0000000207070707070707070707070707070707070707070707070707070707','0.1.0-test','pages/2.html','https://example.org/2','Outlet 2','Varland envoy denounces raid on Port Ésmé','["A. Writer","B. \"Bo\" Writer"]','en',0.30000001192092895507,'1987-03-04','1987-03-09','[{"rule":"after-last-event","note":"it tells of 4 March"}]','{"interval":{"high":"1987-03-09"},"basis":[{"rule":"deliverer","note":""}]}',1,1,2,2,2,'[{"code":"thin-page","severity":"note","message":"little text","hint":"none"},{"code":"odd","severity":"warning","span":[0,7],"message":"odd"}]','[{"date":"1987-03-09","kind":"crawled","rule":"page-date","text":"Monday, 9 March","confidence":0.699999988079071}]',replace('Varland envoy denounces raid on Port Ésmé\nRebels killed 5 soldiers in Port Ésmé on 4 March 1987.\n“It was a cowardly act,” envoy Ina Søby told the Morning Post, adding: “We will answer.”\nAfter the raid, Varland shelled two rebel camps.','\n',char(10)),'[[0,43],[44,100],[101,198],[199,247]]','[{"span":[0,43],"role":"headline"},{"span":[44,100],"role":"body"},{"span":[101,198],"role":"body"},{"span":[199,247],"role":"body"}]','[{"text":"Home | World","role":"navigation","rule":"menu-words","source":[0,12]},{"text":"Varland envoy denounces raid on Port Ésmé","role":"headline","rule":"first-heading"}]');
CREATE TABLE page_names (
    id      INTEGER PRIMARY KEY,
    page_id INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    name    TEXT NOT NULL,
    url     TEXT
) STRICT;
INSERT INTO page_names VALUES(1,1,'pages/1.html','https://example.org/1');
INSERT INTO page_names VALUES(2,2,'pages/2.html','https://example.org/2');
CREATE TABLE page_bytes (
    page_id INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
    gzip    BLOB NOT NULL
) STRICT;
INSERT INTO page_bytes VALUES(1,X'1f8b08000000000000ff2bc9485528484c4f0500509ad75908000000');
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
INSERT INTO timexes VALUES(1,1,1,87,99,'DATE','1987-03-04','APPROX','1987-03-04','1987-03-04','[{"rule":"day-month-year","note":"read off"}]',44,100);
INSERT INTO timexes VALUES(2,2,1,87,99,'DATE','1987-03-04','APPROX','1987-03-04','1987-03-04','[{"rule":"day-month-year","note":"read off"}]',44,100);
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
INSERT INTO places VALUES(1,1,1,32,43,'Port Ésmé','Port Ésmé, Varland','city','VAR',4000000000,-12.345678901234499846,0.10000000000000000555,'[{"rule":"near-dateline","score":1.0,"note":"weighed","span":[32,43]}]','[{"name":"Port Ésmé, Elsewhere","score":0.25}]',0,43);
INSERT INTO places VALUES(2,2,1,32,43,'Port Ésmé','Port Ésmé, Varland','city','VAR',4000000000,-12.345678901234499846,0.10000000000000000555,'[{"rule":"near-dateline","score":1.0,"note":"weighed","span":[32,43]}]','[{"name":"Port Ésmé, Elsewhere","score":0.25}]',0,43);
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
INSERT INTO actors VALUES(1,1,1,'Varland','country',NULL,'["VAR"]','[{"span":[0,7],"is_name":true}]','[{"rule":"country-name","note":""}]');
INSERT INTO actors VALUES(2,1,2,'Ina Søby','person','envoy','["VARGOV","VAR"]','[{"span":[130,145],"is_name":true}]','[]');
INSERT INTO actors VALUES(3,2,1,'Varland','country',NULL,'["VAR"]','[{"span":[0,7],"is_name":true}]','[{"rule":"country-name","note":""}]');
INSERT INTO actors VALUES(4,2,2,'Ina Søby','person','envoy','["VARGOV","VAR"]','[{"span":[130,145],"is_name":true}]','[]');
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
INSERT INTO statements VALUES(1,1,1,'direct',2,1,'[[130,145]]','[[146,150],[169,176]]','[[104,126],[180,195]]','[{"span":[151,167],"name":"Morning Post"}]',32,43,0,1,2,'[{"rule":"quotation","note":"“…”","span":[146,150]}]','Ina Søby','It was a cowardly act, … We will answer.',101,198);
INSERT INTO statements VALUES(2,1,2,'indirect',NULL,NULL,'[[0,13]]','[[14,23]]','[[24,43]]','[]',NULL,NULL,1,0,NULL,'[]','Varland envoy','raid on Port Ésmé',0,43);
INSERT INTO statements VALUES(3,2,1,'direct',2,1,'[[130,145]]','[[146,150],[169,176]]','[[104,126],[180,195]]','[{"span":[151,167],"name":"Morning Post"}]',32,43,0,1,2,'[{"rule":"quotation","note":"“…”","span":[146,150]}]','Ina Søby','It was a cowardly act, … We will answer.',101,198);
INSERT INTO statements VALUES(4,2,2,'indirect',NULL,NULL,'[[0,13]]','[[14,23]]','[[24,43]]','[]',NULL,NULL,1,0,NULL,'[]','Varland envoy','raid on Port Ésmé',0,43);
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
INSERT INTO events VALUES(1,1,1,'ASSAULT','firearms','["military"]',4,'190',-9.1000003814697265625,51,57,'[{"name":"Rebels","span":[44,50],"codes":["VARREB","REB"]}]','[{"name":"Varland","kind":"country","span":[58,68],"actor":1,"codes":["VARMIL"]}]','1987-03-04','1987-03-04','1987-03-04',NULL,'[{"rule":"day-month-year","note":"in its clause","span":[87,99]}]',1,'[{"text":"4 soldiers","what":"killed","low":4,"high":4,"span":[58,68]}]','asserted',NULL,'[{"rule":"verb-frame","score":0.8299999833106995,"note":"weighed","span":[32,43]}]','Rebels','VARREB','Varland','VARMIL','Port Ésmé, Varland',4,4,NULL,NULL,44,100);
INSERT INTO events VALUES(2,1,2,'ASSAULT',NULL,'[]',4,'194',-10.0,223,230,'[{"name":"Varland","kind":"country","span":[215,230],"actor":1,"codes":["VAR"]}]','[{"name":"two rebel camps","span":[231,246],"codes":[]}]',NULL,'1987-03-04',NULL,1,'[{"rule":"after-event","note":"","span":[199,213]}]',NULL,'[{"text":"two","what":"injured","high":18446744073709551615,"span":[231,234]}]','claimed',2,'[]','Varland','VAR','two rebel camps','',NULL,NULL,NULL,NULL,9223372036854775807,199,247);
INSERT INTO events VALUES(3,2,1,'ASSAULT','firearms','["military"]',4,'190',-9.1000003814697265625,51,57,'[{"name":"Rebels","span":[44,50],"codes":["VARREB","REB"]}]','[{"name":"Varland","kind":"country","span":[58,68],"actor":1,"codes":["VARMIL"]}]','1987-03-04','1987-03-04','1987-03-04',NULL,'[{"rule":"day-month-year","note":"in its clause","span":[87,99]}]',1,'[{"text":"5 soldiers","what":"killed","low":5,"high":5,"span":[58,68]}]','asserted',NULL,'[{"rule":"verb-frame","score":0.8299999833106995,"note":"weighed","span":[32,43]}]','Rebels','VARREB','Varland','VARMIL','Port Ésmé, Varland',5,5,NULL,NULL,44,100);
INSERT INTO events VALUES(4,2,2,'ASSAULT',NULL,'[]',4,'194',-10.0,223,230,'[{"name":"Varland","kind":"country","span":[215,230],"actor":1,"codes":["VAR"]}]','[{"name":"two rebel camps","span":[231,246],"codes":[]}]',NULL,'1987-03-04',NULL,1,'[{"rule":"after-event","note":"","span":[199,213]}]',NULL,'[{"text":"two","what":"injured","high":18446744073709551615,"span":[231,234]}]','claimed',2,'[]','Varland','VAR','two rebel camps','',NULL,NULL,NULL,NULL,9223372036854775807,199,247);
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','pages_fts','pages_fts',0,'CREATE VIRTUAL TABLE pages_fts USING fts5 (
    title, text,
    content = ''pages'', content_rowid = ''id'', tokenize = ''porter unicode61 remove_diacritics 2''
)');
CREATE TABLE IF NOT EXISTS 'pages_fts_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO pages_fts_data VALUES(1,X'020e54');
INSERT INTO pages_fts_data VALUES(10,X'000000000102020002010101020101');
INSERT INTO pages_fts_data VALUES(137438953473,X'0000016a0530313938370106010113010134010801010b0801016101060101160202637401060101180201640106010120020466746572010601012402056e737765720106010123010463616d70010601012b02076f776172646c690106010117010764656e6f756e630108040101040105656e766f69010a03010103180202736d010a08010108090102696e010601010d030161010601011a020174010601011401046b696c6c010601010a01056d61726368010601011202036f726e010601011e01026f6e010a060101060c0104706f7274010a070101070903027374010601011f010472616964010a050101052302046562656c01080101092301057368656c6c010601012802066f6c64696572010601010c0204c3b86279010601011b0103746865010801011d0a02036f6c64010601011c0202776f010601012901077661726c616e64010a020101022701027761010601011502016501060101210203696c6c0106010122040b090809080b0c0b0e0f0e0b0908080b0c0a0b0d090d0c0c0d0b0b0a09100908');
INSERT INTO pages_fts_data VALUES(274877906945,X'0000017105303139383702060101130101340206010111010135020601010b01016102060101160202637402060101180201640206010120020466746572020601012402056e737765720206010123010463616d70020601012b02076f776172646c690206010117010764656e6f756e630208040101040105656e766f69020a03010103180202736d020a08010108090102696e020601010d030161020601011a020174020601011401046b696c6c020601010a01056d61726368020601011202036f726e020601011e01026f6e020a060101060c0104706f7274020a070101070903027374020601011f010472616964020a050101052302046562656c02080101092301057368656c6c020601012802066f6c64696572020601010c0204c3b86279020601011b0103746865020801011d0a02036f6c64020601011c0202776f020601012901077661726c616e64020a020101022701027761020601011502016502060101210203696c6c0206010122040b08080809080b0c0b0e0f0e0b0908080b0c0a0b0d090d0c0c0d0b0b0a09100908');
CREATE TABLE IF NOT EXISTS 'pages_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO pages_fts_idx VALUES(1,X'',2);
INSERT INTO pages_fts_idx VALUES(2,X'',2);
CREATE TABLE IF NOT EXISTS 'pages_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO pages_fts_docsize VALUES(1,X'072a');
INSERT INTO pages_fts_docsize VALUES(2,X'072a');
CREATE TABLE IF NOT EXISTS 'pages_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO pages_fts_config VALUES('version',4);
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','statements_fts','statements_fts',0,'CREATE VIRTUAL TABLE statements_fts USING fts5 (
    content_text, speaker_name,
    content = ''statements'', content_rowid = ''id'', tokenize = ''porter unicode61 remove_diacritics 2''
)');
CREATE TABLE IF NOT EXISTS 'statements_fts_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO statements_fts_data VALUES(1,X'041808');
INSERT INTO statements_fts_data VALUES(10,X'000000000104040004010101020101030101040101');
INSERT INTO statements_fts_data VALUES(137438953473,X'000000590230610102040202637401020602056e737765720102090108636f776172646c690102050103696e610106010102020174010202010573c3b862790106010103010277610102030201650102070203696c6c0102080406070a0d0a060c0706');
INSERT INTO statements_fts_data VALUES(274877906945,X'0000003e0630656e766f6902060101030202736d02020501026f6e0202030104706f727402020401047261696402020201077661726c616e640206010102040c07070909');
INSERT INTO statements_fts_data VALUES(412316860417,X'000000590230610302040202637403020602056e737765720302090108636f776172646c690302050103696e610306010102020174030202010573c3b862790306010103010277610302030201650302070203696c6c0302080406070a0d0a060c0706');
INSERT INTO statements_fts_data VALUES(549755813889,X'0000003e0630656e766f6904060101030202736d04020501026f6e0402030104706f727404020401047261696404020201077661726c616e640406010102040c07070909');
CREATE TABLE IF NOT EXISTS 'statements_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO statements_fts_idx VALUES(1,X'',2);
INSERT INTO statements_fts_idx VALUES(2,X'',2);
INSERT INTO statements_fts_idx VALUES(3,X'',2);
INSERT INTO statements_fts_idx VALUES(4,X'',2);
CREATE TABLE IF NOT EXISTS 'statements_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO statements_fts_docsize VALUES(1,X'0802');
INSERT INTO statements_fts_docsize VALUES(2,X'0402');
INSERT INTO statements_fts_docsize VALUES(3,X'0802');
INSERT INTO statements_fts_docsize VALUES(4,X'0402');
CREATE TABLE IF NOT EXISTS 'statements_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO statements_fts_config VALUES('version',4);
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','events_fts','events_fts',0,'CREATE VIRTUAL TABLE events_fts USING fts5 (
    actor_names, recipient_names, place_name,
    content = ''events'', content_rowid = ''id'', tokenize = ''porter unicode61 remove_diacritics 2''
)');
CREATE TABLE IF NOT EXISTS 'events_fts_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO events_fts_data VALUES(1,X'04040806');
INSERT INTO events_fts_data VALUES(10,X'000000000104040004010101020101030101040101');
INSERT INTO events_fts_data VALUES(137438953473,X'00000034043065736d01060102030104706f727401060102020105726562656c01020201077661726c616e64010c010102010204040a0b0a');
INSERT INTO events_fts_data VALUES(274877906945,X'00000031053063616d7002060101040105726562656c0206010103010374776f020601010201077661726c616e64020202040b0c0a');
INSERT INTO events_fts_data VALUES(412316860417,X'00000034043065736d03060102030104706f727403060102020105726562656c03020201077661726c616e64030c010102010204040a0b0a');
INSERT INTO events_fts_data VALUES(549755813889,X'00000031053063616d7004060101040105726562656c0406010103010374776f040601010201077661726c616e64040202040b0c0a');
CREATE TABLE IF NOT EXISTS 'events_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO events_fts_idx VALUES(1,X'',2);
INSERT INTO events_fts_idx VALUES(2,X'',2);
INSERT INTO events_fts_idx VALUES(3,X'',2);
INSERT INTO events_fts_idx VALUES(4,X'',2);
CREATE TABLE IF NOT EXISTS 'events_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO events_fts_docsize VALUES(1,X'010103');
INSERT INTO events_fts_docsize VALUES(2,X'010300');
INSERT INTO events_fts_docsize VALUES(3,X'010103');
INSERT INTO events_fts_docsize VALUES(4,X'010300');
CREATE TABLE IF NOT EXISTS 'events_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO events_fts_config VALUES('version',4);
CREATE INDEX pages_by_outlet ON pages (outlet);
CREATE INDEX page_names_by_page ON page_names (page_id);
CREATE INDEX actors_by_name ON actors (name);
CREATE INDEX statements_by_speaker ON statements (page_id, speaker);
CREATE INDEX statements_by_addressee ON statements (page_id, addressee);
CREATE INDEX statements_by_outer ON statements (page_id, within);
CREATE INDEX events_by_type ON events (type);
CREATE INDEX events_by_date ON events (date_low, date_high);
CREATE INDEX events_by_place ON events (page_id, place);
CREATE INDEX events_by_statement ON events (page_id, statement);
CREATE INDEX events_by_earlier ON events (page_id, date_after);
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
CREATE VIEW v_event_sources AS
SELECT p.page || '.e' || e.number AS event, e.type, e.date_low, e.date_high, e.status,
       p.outlet, s.speaker_name AS speaker, p.page, n.name AS page_name, n.url, p.title,
       p.published_low, p.published_high
FROM events e JOIN pages p ON p.id = e.page_id
JOIN page_names n ON n.page_id = p.id
LEFT JOIN statements s ON s.page_id = e.page_id AND s.number = e.statement;
PRAGMA writable_schema=OFF;
COMMIT;
PRAGMA application_id=1146375246;
PRAGMA user_version=1;
