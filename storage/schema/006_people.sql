-- People that the office writes to. digits is the number in the form in which
-- numbers are compared; sorted is the name in the form in which names are
-- sorted, those without one last; words is what a search looks in.
CREATE TABLE contacts (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	name       TEXT NOT NULL,
	number     TEXT NOT NULL,
	digits     TEXT NOT NULL UNIQUE,
	note       TEXT NOT NULL,
	fields     TEXT NOT NULL, -- JSON
	sorted     TEXT NOT NULL,
	words      TEXT NOT NULL,
	changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contacts_sorted ON contacts (sorted, id);
CREATE INDEX contacts_changed ON contacts (changed_at, id);

CREATE TABLE contact_groups (
	id     INTEGER PRIMARY KEY AUTOINCREMENT,
	name   TEXT NOT NULL,
	folded TEXT NOT NULL UNIQUE -- in lower case
) STRICT;

CREATE TABLE members (
	group_id   INTEGER NOT NULL REFERENCES contact_groups (id) ON DELETE CASCADE,
	contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
	PRIMARY KEY (group_id, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_contact ON members (contact_id);

-- Numbers that must not be written to.
CREATE TABLE opt_outs (
	digits  TEXT PRIMARY KEY,
	number  TEXT NOT NULL,
	since   INTEGER NOT NULL,
	keyword TEXT NOT NULL, -- what its owner sent; '' by hand
	note    TEXT NOT NULL,
	link    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX opt_outs_since ON opt_outs (since, digits);

CREATE TABLE message_tags (
	message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
	tag        TEXT NOT NULL,
	PRIMARY KEY (message_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_hits (
	rule_id INTEGER PRIMARY KEY,
	count   INTEGER NOT NULL,
	last_at INTEGER NOT NULL
) STRICT;

-- Messages that wait for their time: few, whatever the history.
CREATE INDEX messages_scheduled ON messages (to_addr) WHERE state = 0 AND scheduled_at > 0;

-- What was sent by itself in the last hour, by the number that caused it: it
-- ends loops of machines that answer each other.
CREATE TABLE auto_sent (
	digits TEXT NOT NULL,
	kind   INTEGER NOT NULL, -- 0 answer, 1 forwarded
	at     INTEGER NOT NULL
) STRICT;
CREATE INDEX auto_sent_digits ON auto_sent (digits, kind, at);
CREATE INDEX auto_sent_at ON auto_sent (at);
