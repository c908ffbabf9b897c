-- Destinations of one submit_multi share a number; 0: a submit_sm of its own.
ALTER TABLE parts ADD COLUMN multi INTEGER NOT NULL DEFAULT 0;

-- query_sm, cancel_sm and replace_sm name a message by the id that we gave.
CREATE INDEX messages_given ON messages (account_message_id, account) WHERE account_message_id <> '';
-- replace_if_present, and cancel_sm without an id, look among what waits.
CREATE INDEX messages_waiting ON messages (account, to_addr, from_addr) WHERE direction = 0 AND state = 0 AND account <> '';
-- What may expire before it has left.
CREATE INDEX messages_expiry ON messages (valid_until) WHERE state = 0 AND valid_until > 0;

-- Incoming long messages of which parts are missing. owner is a link or account,
-- and key what its parts have in common.
CREATE TABLE joins (
	id         INTEGER PRIMARY KEY,
	owner      TEXT NOT NULL,
	key        TEXT NOT NULL,
	message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
	octets     INTEGER NOT NULL,
	since      INTEGER NOT NULL,
	UNIQUE (owner, key)
) STRICT;
CREATE INDEX joins_since ON joins (since);
CREATE INDEX joins_message ON joins (message_id);
