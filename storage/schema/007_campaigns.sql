-- A campaign's plan is a JSON document.
CREATE TABLE campaigns (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	plan       TEXT NOT NULL,
	state      INTEGER NOT NULL,
	why        TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	started_at INTEGER NOT NULL,
	ended_at   INTEGER NOT NULL
) STRICT;

-- Rows of the table as they were checked. number is the row's in the file.
CREATE TABLE campaign_rows (
	campaign   INTEGER NOT NULL,
	number     INTEGER NOT NULL,
	to_addr    TEXT NOT NULL,
	text       TEXT NOT NULL,
	state      INTEGER NOT NULL,
	reason     TEXT NOT NULL,
	message_id INTEGER NOT NULL, -- 0: it is no message
	PRIMARY KEY (campaign, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_rows_state ON campaign_rows (campaign, state, number);
CREATE INDEX campaign_rows_message ON campaign_rows (message_id) WHERE message_id <> 0;

-- Numbers of rows ("row:state") and messages ("message:state") of each campaign,
-- kept rather than counted. What is deleted later stays in the report.
CREATE TABLE campaign_tally (
	campaign INTEGER NOT NULL,
	name     TEXT NOT NULL,
	n        INTEGER NOT NULL,
	PRIMARY KEY (campaign, name)
) STRICT, WITHOUT ROWID;

ALTER TABLE messages ADD COLUMN campaign INTEGER NOT NULL DEFAULT 0;
CREATE INDEX messages_campaign ON messages (campaign, state, id) WHERE campaign <> 0;

CREATE TRIGGER campaign_message AFTER UPDATE OF campaign ON messages WHEN new.campaign <> 0 AND old.campaign = 0 BEGIN
	INSERT INTO campaign_tally VALUES (new.campaign, 'message:' || new.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER campaign_message_change AFTER UPDATE OF state ON messages WHEN new.campaign <> 0 AND old.campaign = new.campaign AND old.state <> new.state BEGIN
	UPDATE campaign_tally SET n = n - 1 WHERE campaign = old.campaign AND name = 'message:' || old.state;
	INSERT INTO campaign_tally VALUES (new.campaign, 'message:' || new.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
