-- Whose copy the page of an event is, so that reports can be counted once: count(DISTINCT coalesce(copy_of, page)).

DROP VIEW v_events;
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
       p.title, p.name AS page_name, p.url, original.page AS copy_of
FROM events e JOIN pages p ON p.id = e.page_id
LEFT JOIN places l ON l.page_id = e.page_id AND l.number = e.place
LEFT JOIN statements s ON s.page_id = e.page_id AND s.number = e.statement
LEFT JOIN copies ON copies.page_id = p.id LEFT JOIN pages original ON original.id = copies.original_id;

DROP VIEW v_event_sources;
-- One row for each event and each name under which its page was found.
CREATE VIEW v_event_sources AS
SELECT p.page || '.e' || e.number AS event, e.type, e.date_low, e.date_high, e.status,
       p.outlet, s.speaker_name AS speaker, p.page, n.name AS page_name, n.url, p.title,
       p.published_low, p.published_high, original.page AS copy_of
FROM events e JOIN pages p ON p.id = e.page_id
JOIN page_names n ON n.page_id = p.id
LEFT JOIN statements s ON s.page_id = e.page_id AND s.number = e.statement
LEFT JOIN copies ON copies.page_id = p.id LEFT JOIN pages original ON original.id = copies.original_id;
