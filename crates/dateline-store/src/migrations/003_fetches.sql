-- By what servers know whether a page has changed since it was fetched and read: asked with it, they need not send it again.

CREATE TABLE fetches (
    url           TEXT PRIMARY KEY,             -- as it was asked for
    answered      TEXT NOT NULL,                -- the address that gave it, behind all redirects
    etag          TEXT,
    last_modified TEXT                          -- as the server writes it
) STRICT, WITHOUT ROWID;
