-- What is urgent leaves first; the order within a priority stays that of arrival.
ALTER TABLE parts ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
DROP INDEX parts_queued;
CREATE INDEX parts_queued ON parts (link, priority DESC, id, next_at) WHERE state = 0;
