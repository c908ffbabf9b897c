-- Why sessions ended: their PDUs do not tell. A row goes when the PDU log's age
-- has passed.
CREATE TABLE session_ends (
	session INTEGER PRIMARY KEY,
	link    TEXT NOT NULL,
	account TEXT NOT NULL,
	remote  TEXT NOT NULL,
	at      INTEGER NOT NULL, -- Unix microseconds, as in the PDU log
	by      TEXT NOT NULL,    -- us, peer, network
	why     TEXT NOT NULL,
	advice  TEXT NOT NULL
) STRICT;
CREATE INDEX session_ends_at ON session_ends (at);
