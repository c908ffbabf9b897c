-- The PDUs a second that a link's provider was seen to take before it throttled.
CREATE TABLE learned_limits (
	link       TEXT PRIMARY KEY,
	per_second REAL NOT NULL
) STRICT;

-- Numbers of messages, kept rather than counted, by a number for each: direction
-- * 16 + state; 32 unread, 33 scheduled, 34 orphans, 35 owed. One row changes in
-- place: every change of a message's state pays for this.
CREATE TABLE counts (
	what INTEGER PRIMARY KEY,
	n    INTEGER NOT NULL
) STRICT;
INSERT INTO counts SELECT value, 0 FROM json_each('[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35]');
UPDATE counts SET n = (SELECT COUNT(*) FROM messages WHERE direction = what / 16 AND state = what % 16) WHERE what < 32;
UPDATE counts SET n = (SELECT COUNT(*) FROM messages WHERE flags & 4) WHERE what = 32;
UPDATE counts SET n = (SELECT COUNT(*) FROM messages WHERE flags & 8 AND state = 0) WHERE what = 33;
UPDATE counts SET n = (SELECT COUNT(*) FROM receipts WHERE message_id = 0) WHERE what = 34;
UPDATE counts SET n = (SELECT COUNT(*) FROM deliveries) WHERE what = 35;

DROP TRIGGER message_in;
DROP TRIGGER message_change;
DROP TRIGGER message_out;
DROP TRIGGER orphan_in;
DROP TRIGGER orphan_change;
DROP TRIGGER orphan_out;
DROP TRIGGER owed_in;
DROP TRIGGER owed_out;
DROP TABLE tally;

CREATE TRIGGER message_in AFTER INSERT ON messages BEGIN
	UPDATE counts SET n = n + 1 WHERE what = new.direction * 16 + new.state;
END;
CREATE TRIGGER message_change AFTER UPDATE OF state ON messages WHEN old.state <> new.state BEGIN
	UPDATE counts SET n = n - 1 WHERE what = old.direction * 16 + old.state;
	UPDATE counts SET n = n + 1 WHERE what = new.direction * 16 + new.state;
END;
CREATE TRIGGER message_out AFTER DELETE ON messages BEGIN
	UPDATE counts SET n = n - 1 WHERE what = old.direction * 16 + old.state;
END;
CREATE TRIGGER unread_in AFTER INSERT ON messages WHEN new.flags & 4 BEGIN
	UPDATE counts SET n = n + 1 WHERE what = 32;
END;
CREATE TRIGGER unread_change AFTER UPDATE OF flags ON messages WHEN (old.flags & 4) <> (new.flags & 4) BEGIN
	UPDATE counts SET n = n + CASE WHEN new.flags & 4 THEN 1 ELSE -1 END WHERE what = 32;
END;
CREATE TRIGGER unread_out AFTER DELETE ON messages WHEN old.flags & 4 BEGIN
	UPDATE counts SET n = n - 1 WHERE what = 32;
END;
CREATE TRIGGER scheduled_in AFTER INSERT ON messages WHEN new.flags & 8 AND new.state = 0 BEGIN
	UPDATE counts SET n = n + 1 WHERE what = 33;
END;
CREATE TRIGGER scheduled_change AFTER UPDATE OF state, flags ON messages WHEN (old.flags & 8 AND old.state = 0) <> (new.flags & 8 AND new.state = 0) BEGIN
	UPDATE counts SET n = n + CASE WHEN new.flags & 8 AND new.state = 0 THEN 1 ELSE -1 END WHERE what = 33;
END;
CREATE TRIGGER scheduled_out AFTER DELETE ON messages WHEN old.flags & 8 AND old.state = 0 BEGIN
	UPDATE counts SET n = n - 1 WHERE what = 33;
END;
CREATE TRIGGER orphan_in AFTER INSERT ON receipts WHEN new.message_id = 0 BEGIN
	UPDATE counts SET n = n + 1 WHERE what = 34;
END;
CREATE TRIGGER orphan_change AFTER UPDATE OF message_id ON receipts WHEN (old.message_id = 0) <> (new.message_id = 0) BEGIN
	UPDATE counts SET n = n + CASE WHEN new.message_id = 0 THEN 1 ELSE -1 END WHERE what = 34;
END;
CREATE TRIGGER orphan_out AFTER DELETE ON receipts WHEN old.message_id = 0 BEGIN
	UPDATE counts SET n = n - 1 WHERE what = 34;
END;
CREATE TRIGGER owed_in AFTER INSERT ON deliveries BEGIN
	UPDATE counts SET n = n + 1 WHERE what = 35;
END;
CREATE TRIGGER owed_out AFTER DELETE ON deliveries BEGIN
	UPDATE counts SET n = n - 1 WHERE what = 35;
END;
