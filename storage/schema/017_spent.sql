-- How many parts of a campaign's messages each link's provider took
-- ("parts:LINK"), which is what it charges for. Kept in the campaign's tally
-- like its other numbers: messages are deleted one day, the report stays.
CREATE TRIGGER campaign_message_taken AFTER UPDATE OF accepted_at ON messages WHEN new.campaign <> 0 AND old.accepted_at = 0 AND new.accepted_at <> 0 BEGIN
	INSERT INTO campaign_tally VALUES (new.campaign, 'parts:' || new.link, new.parts) ON CONFLICT DO UPDATE SET n = n + new.parts;
END;
INSERT INTO campaign_tally SELECT campaign, 'parts:' || link, SUM(parts) FROM messages WHERE campaign <> 0 AND accepted_at <> 0 GROUP BY campaign, link;
