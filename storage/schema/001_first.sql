CREATE TABLE meta (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;

CREATE TABLE counters (
	name  TEXT PRIMARY KEY,
	value INTEGER NOT NULL
) STRICT;
-- The first message id that we give is 1,000,000,001.
INSERT INTO counters (name, value) VALUES ('message_id', 1000000000), ('link_id', 0);

CREATE TABLE config (
	version    INTEGER PRIMARY KEY,
	saved_at   INTEGER NOT NULL,
	document   TEXT NOT NULL
) STRICT;

-- Sealed passwords of client links, by the link's internal id.
CREATE TABLE secrets (
	link_id INTEGER PRIMARY KEY,
	sealed  BLOB NOT NULL
) STRICT;

CREATE TABLE office (
	key      TEXT PRIMARY KEY,
	document TEXT NOT NULL
) STRICT;

CREATE TABLE learned_forms (
	link TEXT PRIMARY KEY,
	form TEXT NOT NULL
) STRICT;

CREATE TABLE messages (
	id                 INTEGER PRIMARY KEY AUTOINCREMENT,
	key                TEXT,
	direction          INTEGER NOT NULL,
	link               TEXT NOT NULL,
	account            TEXT NOT NULL,
	from_ton           INTEGER NOT NULL,
	from_npi           INTEGER NOT NULL,
	from_addr          TEXT NOT NULL,
	to_ton             INTEGER NOT NULL,
	to_npi             INTEGER NOT NULL,
	to_addr            TEXT NOT NULL,
	text               TEXT NOT NULL,
	state              INTEGER NOT NULL,
	parts              INTEGER NOT NULL,
	done               INTEGER NOT NULL,
	flags              INTEGER NOT NULL, -- 1 simulated, 2 possible duplicate, 4 unread, 8 scheduled
	error_status       INTEGER NOT NULL,
	error_name         TEXT NOT NULL,
	error_text         TEXT NOT NULL,
	note               TEXT NOT NULL,
	account_message_id TEXT NOT NULL,
	receipt_wanted     INTEGER NOT NULL,
	data_coding        INTEGER NOT NULL,
	created_at         INTEGER NOT NULL, -- times: Unix milliseconds UTC, 0 for none
	scheduled_at       INTEGER NOT NULL,
	submitted_at       INTEGER NOT NULL,
	accepted_at        INTEGER NOT NULL,
	done_at            INTEGER NOT NULL,
	valid_until        INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX messages_key ON messages (key) WHERE key IS NOT NULL;
CREATE INDEX messages_box ON messages (direction, state, id);

CREATE TABLE parts (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	message_id   INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
	number       INTEGER NOT NULL,
	state        INTEGER NOT NULL,
	link         TEXT NOT NULL,
	pdu          BLOB NOT NULL,
	provider_id  TEXT,
	attempts     INTEGER NOT NULL,
	status       INTEGER NOT NULL,
	resent       INTEGER NOT NULL,
	receipt_stat TEXT NOT NULL,
	receipt_err  TEXT NOT NULL,
	next_at      INTEGER NOT NULL,
	sent_at      INTEGER NOT NULL,
	answered_at  INTEGER NOT NULL,
	done_at      INTEGER NOT NULL,
	session      INTEGER NOT NULL
) STRICT;
CREATE INDEX parts_message ON parts (message_id);
-- Only what waits or is on its way: small, whatever the history.
CREATE INDEX parts_queued ON parts (link, id, next_at) WHERE state = 0;
CREATE INDEX parts_sending ON parts (link) WHERE state = 1;
CREATE INDEX parts_provider ON parts (provider_id, link) WHERE provider_id IS NOT NULL;

CREATE TABLE receipts (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	link        TEXT NOT NULL,
	message_id  INTEGER NOT NULL, -- 0: matches no message
	part_id     INTEGER NOT NULL,
	provider_id TEXT NOT NULL,
	matched_by  TEXT NOT NULL,
	from_ton    INTEGER NOT NULL,
	from_npi    INTEGER NOT NULL,
	from_addr   TEXT NOT NULL,
	to_ton      INTEGER NOT NULL,
	to_npi      INTEGER NOT NULL,
	to_addr     TEXT NOT NULL,
	stat        TEXT NOT NULL,
	state       INTEGER NOT NULL,
	err         TEXT NOT NULL,
	text        TEXT NOT NULL,
	done_at     INTEGER NOT NULL,
	received_at INTEGER NOT NULL,
	times       INTEGER NOT NULL
) STRICT;
CREATE INDEX receipts_part ON receipts (part_id) WHERE part_id <> 0;
CREATE INDEX receipts_message ON receipts (message_id) WHERE message_id <> 0;
CREATE INDEX receipts_orphan ON receipts (provider_id, link) WHERE message_id = 0;

CREATE TABLE deliveries (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	account    TEXT NOT NULL,
	message_id INTEGER NOT NULL,
	pdu        BLOB NOT NULL,
	attempts   INTEGER NOT NULL,
	next_at    INTEGER NOT NULL,
	created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_account ON deliveries (account, id);

CREATE TABLE pdus (
	number  INTEGER PRIMARY KEY,
	time    INTEGER NOT NULL, -- Unix microseconds
	link    TEXT NOT NULL,
	account TEXT NOT NULL,
	session INTEGER NOT NULL,
	out     INTEGER NOT NULL,
	version INTEGER NOT NULL,
	frame   BLOB NOT NULL
) STRICT;

-- Numbers of messages, kept rather than counted: rows "direction:state", and
-- "unread", "scheduled", "orphans", "owed".
CREATE TABLE tally (
	name TEXT PRIMARY KEY,
	n    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER message_in AFTER INSERT ON messages BEGIN
	INSERT INTO tally VALUES (new.direction || ':' || new.state, 1) ON CONFLICT (name) DO UPDATE SET n = n + 1;
	INSERT INTO tally SELECT 'unread', 1 WHERE new.flags & 4 ON CONFLICT (name) DO UPDATE SET n = n + 1;
	INSERT INTO tally SELECT 'scheduled', 1 WHERE new.flags & 8 AND new.state = 0 ON CONFLICT (name) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER message_change AFTER UPDATE OF state, flags ON messages WHEN old.state <> new.state OR old.flags <> new.flags BEGIN
	UPDATE tally SET n = n - 1 WHERE name = old.direction || ':' || old.state;
	INSERT INTO tally VALUES (new.direction || ':' || new.state, 1) ON CONFLICT (name) DO UPDATE SET n = n + 1;
	UPDATE tally SET n = n - 1 WHERE name = 'unread' AND old.flags & 4;
	INSERT INTO tally SELECT 'unread', 1 WHERE new.flags & 4 ON CONFLICT (name) DO UPDATE SET n = n + 1;
	UPDATE tally SET n = n - 1 WHERE name = 'scheduled' AND old.flags & 8 AND old.state = 0;
	INSERT INTO tally SELECT 'scheduled', 1 WHERE new.flags & 8 AND new.state = 0 ON CONFLICT (name) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER message_out AFTER DELETE ON messages BEGIN
	UPDATE tally SET n = n - 1 WHERE name = old.direction || ':' || old.state;
	UPDATE tally SET n = n - 1 WHERE name = 'unread' AND old.flags & 4;
	UPDATE tally SET n = n - 1 WHERE name = 'scheduled' AND old.flags & 8 AND old.state = 0;
END;
CREATE TRIGGER orphan_in AFTER INSERT ON receipts WHEN new.message_id = 0 BEGIN
	INSERT INTO tally VALUES ('orphans', 1) ON CONFLICT (name) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER orphan_change AFTER UPDATE OF message_id ON receipts WHEN (old.message_id = 0) <> (new.message_id = 0) BEGIN
	UPDATE tally SET n = n + CASE WHEN new.message_id = 0 THEN 1 ELSE -1 END WHERE name = 'orphans';
END;
CREATE TRIGGER orphan_out AFTER DELETE ON receipts WHEN old.message_id = 0 BEGIN
	UPDATE tally SET n = n - 1 WHERE name = 'orphans';
END;
CREATE TRIGGER owed_in AFTER INSERT ON deliveries BEGIN
	INSERT INTO tally VALUES ('owed', 1) ON CONFLICT (name) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER owed_out AFTER DELETE ON deliveries BEGIN
	UPDATE tally SET n = n - 1 WHERE name = 'owed';
END;
