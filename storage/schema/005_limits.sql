-- The PDUs a second that a link's provider was seen to take before it throttled.
CREATE TABLE learned_limits (
	link       TEXT PRIMARY KEY,
	per_second REAL NOT NULL
) STRICT;
