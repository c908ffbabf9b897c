-- Messages that an account has submitted, by UTC day "2026-11-25" and month
-- "2026-11": what its quotas count.
CREATE TABLE submitted (
	account TEXT NOT NULL,
	period  TEXT NOT NULL,
	n       INTEGER NOT NULL,
	PRIMARY KEY (account, period)
) STRICT, WITHOUT ROWID;
