-- Ids of the tables that grow with every message are drawn from counters, which
-- are stored once a commit: AUTOINCREMENT looks for the table's row and writes it
-- with every single row. The layout on the disk is the same.
INSERT INTO counters SELECT 'messages', MAX(COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'messages'), 0), COALESCE((SELECT MAX(id) FROM messages), 0)) WHERE 1
	ON CONFLICT (name) DO UPDATE SET value = MAX(value, excluded.value);
INSERT INTO counters SELECT 'parts', MAX(COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'parts'), 0), COALESCE((SELECT MAX(id) FROM parts), 0)) WHERE 1
	ON CONFLICT (name) DO UPDATE SET value = MAX(value, excluded.value);
INSERT INTO counters SELECT 'receipts', MAX(COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'receipts'), 0), COALESCE((SELECT MAX(id) FROM receipts), 0)) WHERE 1
	ON CONFLICT (name) DO UPDATE SET value = MAX(value, excluded.value);
INSERT INTO counters SELECT 'deliveries', MAX(COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'), 0), COALESCE((SELECT MAX(id) FROM deliveries), 0)) WHERE 1
	ON CONFLICT (name) DO UPDATE SET value = MAX(value, excluded.value);
DELETE FROM sqlite_sequence WHERE name IN ('messages', 'parts', 'receipts', 'deliveries');
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, ' AUTOINCREMENT', '') WHERE type = 'table' AND name IN ('messages', 'parts', 'receipts', 'deliveries');
PRAGMA writable_schema = RESET;

-- The writer counts what these counted, through triggers of its own connection,
-- and changes a row of counts once a commit rather than twice a message's step.
DROP TRIGGER message_in;
DROP TRIGGER message_change;
DROP TRIGGER message_out;
DROP TRIGGER unread_in;
DROP TRIGGER unread_change;
DROP TRIGGER unread_out;
DROP TRIGGER scheduled_in;
DROP TRIGGER scheduled_change;
DROP TRIGGER scheduled_out;
DROP TRIGGER orphan_in;
DROP TRIGGER orphan_change;
DROP TRIGGER orphan_out;
DROP TRIGGER owed_in;
DROP TRIGGER owed_out;
