-- The agencies that a page credits, and the section of its outlet: each with the rule that read it and the words that it read.

ALTER TABLE pages ADD COLUMN wire TEXT NOT NULL DEFAULT '[]';
ALTER TABLE pages ADD COLUMN section TEXT NOT NULL DEFAULT 'null';

DROP VIEW v_pages;
CREATE VIEW v_pages AS
SELECT page, name, url, outlet, title,
       (SELECT group_concat(value, '; ') FROM json_each(byline)) AS byline,
       language, published_low, published_high,
       n_timexes, n_places, n_actors, n_statements, n_events, sha256, program,
       (SELECT group_concat(json_extract(value, '$.value'), '; ') FROM json_each(wire)) AS wire,
       json_extract(section, '$.value') AS section
FROM pages;
