-- The times that an event could be of, the most likely first, each with its giver and its score, and whether it is taken.

ALTER TABLE events ADD COLUMN date_candidates TEXT NOT NULL DEFAULT '[]';
