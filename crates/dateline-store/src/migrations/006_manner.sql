-- How a statement was made: the act, whether the saying is hedged, and the words for an unnamed speaker, for how the speaker
-- is hidden, for what carries the statement and for when it was made, as [start, end].

ALTER TABLE statements ADD COLUMN manner TEXT NOT NULL DEFAULT '{"act":"said","hedged":false}';

DROP VIEW v_statements;
CREATE VIEW v_statements AS
SELECT p.page || '.s' || s.number AS statement, p.page, p.outlet, p.published_low, p.published_high,
       s.speaker_name AS speaker, speaker.role AS speaker_role,
       json_extract(speaker.codes, '$[0]') AS speaker_code,
       addressee.name AS addressee,
       (SELECT group_concat(json_extract(value, '$.name'), ';
