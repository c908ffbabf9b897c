-- The PDU log in blocks: a row holds what was handed over at once, compressed
-- (see pdublock.go). The rows of pdus are moved by Go, which then drops the table.
CREATE TABLE pdu_blocks (
	first   INTEGER PRIMARY KEY, -- number of its first record
	last    INTEGER NOT NULL,    -- and of its last one
	records INTEGER NOT NULL,
	since   INTEGER NOT NULL,    -- time of its earliest record, Unix microseconds
	until   INTEGER NOT NULL,    -- and of its latest one
	session INTEGER NOT NULL,    -- the highest
	body    BLOB NOT NULL
) STRICT;
