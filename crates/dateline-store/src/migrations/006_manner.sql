-- How a statement was made: the act, whether the saying is hedged, and the words for an unnamed speaker, for how the speaker
-- is hidden, for what carries the statement and for when it was made, as [start, end].

ALTER TABLE statements ADD COLUMN manner TEXT NOT NULL DEFAULT '{"act":"said","hedged":false}';

DROP VIEW v_statements;
CREATE VIEW v_statements AS
SELECT p.page || '.s' || s.number AS statement, p.page, p.outlet, p.published_low, p.published_high,
       s.speaker_name AS speaker, speaker.role AS speaker_role,
       json_extract(speaker.codes, '$[0]') AS speaker_code,
       addressee.name AS addressee,
       (SELECT group_concat(json_extract(value, '$.name'), '; ') FROM json_each(s.relay)) AS relay,
       s.kind, s.negated, s.hypothetical, s.content_text AS content,
       coalesce(CAST(substr(CAST(p.text AS BLOB), s.sentence_start + 1, s.sentence_end - s.sentence_start) AS TEXT), '') AS sentence,
       p.title, p.name AS page_name, p.url,
       json_extract(s.manner, '$.act') AS act, json_extract(s.manner, '$.hedged') AS hedged
FROM statements s JOIN pages p ON p.id = s.page_id
LEFT JOIN actors speaker ON speaker.page_id = s.page_id AND speaker.number = s.speaker
LEFT JOIN actors addressee ON addressee.page_id = s.page_id AND addressee.number = s.addressee;
