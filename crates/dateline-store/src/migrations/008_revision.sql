-- Which pages have been held against the rest of the record for what is known of their dates from elsewhere.

CREATE TABLE compared_dates (
    page_id INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE
) STRICT;
