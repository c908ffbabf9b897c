-- What links did, by slots of ten seconds since 1970. times counts how long
-- answers took: pairs of varints, bucket and count.
CREATE TABLE traffic (
	slot      INTEGER NOT NULL,
	link      TEXT NOT NULL,
	submitted INTEGER NOT NULL,
	refused   INTEGER NOT NULL,
	delivered INTEGER NOT NULL,
	failed    INTEGER NOT NULL,
	received  INTEGER NOT NULL,
	queued    INTEGER NOT NULL,
	times     BLOB NOT NULL,
	PRIMARY KEY (slot, link)
) STRICT, WITHOUT ROWID;
