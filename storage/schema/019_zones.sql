-- How far ahead of UTC a link's receipts were seen to be dated.
CREATE TABLE learned_zones (
	link    TEXT PRIMARY KEY,
	seconds INTEGER NOT NULL
) STRICT;
