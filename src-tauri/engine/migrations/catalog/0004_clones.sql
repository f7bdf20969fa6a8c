-- Identities that were once on two drives at the same time: such a drive may be either, also when it is alone.
CREATE TABLE clones (uid TEXT PRIMARY KEY) WITHOUT ROWID;
