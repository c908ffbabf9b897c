-- Names that links and accounts once had. The messages of that time keep them:
-- those up to a message's id belong to who is called name now.
CREATE TABLE former_names (
	account INTEGER NOT NULL, -- 0: of a link
	was     TEXT NOT NULL,
	name    TEXT NOT NULL,
	until   INTEGER NOT NULL,
	version INTEGER NOT NULL  -- of the configuration from which on the name is another
) STRICT;
