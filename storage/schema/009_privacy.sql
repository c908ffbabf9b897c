-- What was done with data, by whom and with how many records. hash ties an entry
-- to the one before. Entries can be added, not changed or deleted.
CREATE TABLE audit (
	number  INTEGER PRIMARY KEY, -- from 1, without a gap
	at      INTEGER NOT NULL,
	who     TEXT NOT NULL,
	what    TEXT NOT NULL,
	details TEXT NOT NULL,
	hash    BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail can not be changed'); END;
CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail can not be deleted'); END;

-- Fingerprints of erased numbers, keyed with the key for passwords. kind: 1 it
-- was a contact, 2 it had opted out, 4 it was erased.
CREATE TABLE tombstones (
	hash BLOB PRIMARY KEY,
	kind INTEGER NOT NULL,
	at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
