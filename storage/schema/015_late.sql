-- What has changed of messages and parts since their rows were written: under
-- load a message changes several times within a second, and its row is written
-- once. Each row is what one commit changed (see late.go). Empty at rest.
CREATE TABLE late (
	number  INTEGER PRIMARY KEY,
	changes BLOB NOT NULL
) STRICT;
