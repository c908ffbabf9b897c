-- What a search of messages looks in, by any three characters that follow each
-- other. rowid is the message's id. The index keeps no text, so that a text that
-- goes leaves nothing to read here; what it finds is looked at in the message.
CREATE VIRTUAL TABLE search USING fts5 (text, to_addr, from_addr, content='', contentless_delete=1, tokenize='trigram', detail=none);
-- Messages up to this id are in the index. The writer adds the rest when it has
-- nothing else to do. It is none of the counters: those of a restored back-up are
-- raised to what the present database has given.
CREATE TABLE searched (upto INTEGER NOT NULL) STRICT;
INSERT INTO searched VALUES (0);

CREATE TRIGGER search_out AFTER DELETE ON messages WHEN old.id <= (SELECT upto FROM searched) BEGIN
	DELETE FROM search WHERE rowid = old.id;
END;
CREATE TRIGGER search_change AFTER UPDATE OF text, to_addr, from_addr ON messages
	WHEN (old.text <> new.text OR old.to_addr <> new.to_addr OR old.from_addr <> new.from_addr) AND old.id <= (SELECT upto FROM searched) BEGIN
	DELETE FROM search WHERE rowid = old.id;
	INSERT INTO search (rowid, text, to_addr, from_addr) VALUES (new.id, new.text, new.to_addr, new.from_addr);
END;

-- A tag is searched in any case.
CREATE INDEX message_tags_tag ON message_tags (tag COLLATE NOCASE, message_id);
