-- The parts of a long message that is whole are remembered for a while: a
-- provider that did not hear our answer sends one again. again has a bit for each
-- part that has come twice.
ALTER TABLE joins ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE joins ADD COLUMN again BLOB NOT NULL DEFAULT x'';
CREATE INDEX joins_whole ON joins (owner, since) WHERE whole = 1;
DROP INDEX messages_scheduled; -- messages_to finds them
