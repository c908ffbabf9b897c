-- Who has written to us: one row for each other side, by its address as it is
-- stored. Those that were only written to have none.
CREATE TABLE conversations (
	peer     TEXT PRIMARY KEY,
	last_id  INTEGER NOT NULL, -- newest message in either direction
	incoming INTEGER NOT NULL, -- messages from there
	unread   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX conversations_last ON conversations (last_id);
CREATE INDEX messages_from ON messages (from_addr, id) WHERE direction = 1;
CREATE INDEX messages_to ON messages (to_addr, id) WHERE direction = 0;

INSERT INTO conversations SELECT from_addr, MAX(id), COUNT(*), SUM(flags & 4 <> 0) FROM messages WHERE direction = 1 GROUP BY from_addr;
UPDATE conversations SET last_id = MAX(last_id, COALESCE((SELECT MAX(id) FROM messages WHERE direction = 0 AND to_addr = peer), 0));

CREATE TRIGGER conversation_in AFTER INSERT ON messages WHEN new.direction = 1 BEGIN
	INSERT INTO conversations VALUES (new.from_addr, new.id, 1, new.flags & 4 <> 0)
		ON CONFLICT (peer) DO UPDATE SET last_id = MAX(last_id, excluded.last_id), incoming = incoming + 1, unread = unread + excluded.unread;
END;
CREATE TRIGGER conversation_answer AFTER INSERT ON messages WHEN new.direction = 0 BEGIN
	UPDATE conversations SET last_id = MAX(last_id, new.id) WHERE peer = new.to_addr;
END;
CREATE TRIGGER conversation_read AFTER UPDATE OF flags ON messages WHEN new.direction = 1 AND (old.flags & 4) <> (new.flags & 4) BEGIN
	UPDATE conversations SET unread = unread + CASE WHEN new.flags & 4 THEN 1 ELSE -1 END WHERE peer = new.from_addr;
END;
CREATE TRIGGER conversation_out AFTER DELETE ON messages WHEN old.direction = 1 BEGIN
	UPDATE conversations SET incoming = incoming - 1, unread = unread - (old.flags & 4 <> 0) WHERE peer = old.from_addr;
	DELETE FROM conversations WHERE peer = old.from_addr AND incoming <= 0;
END;
