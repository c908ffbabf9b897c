-- The sealed password that a link had before its present one: what a connection
-- test may put back.
CREATE TABLE secrets_before (
	link_id INTEGER PRIMARY KEY,
	sealed  BLOB NOT NULL
) STRICT;

-- What became of links: a row when one goes up or down, is refused or turned off.
-- The row of the link '' tells until when the program was surely running.
CREATE TABLE link_states (
	link  TEXT NOT NULL,
	at    INTEGER NOT NULL, -- Unix milliseconds
	state INTEGER NOT NULL, -- gateway.Reach
	PRIMARY KEY (link, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_states_at ON link_states (at);
