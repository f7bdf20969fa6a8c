-- Archives that go with a drive, as it was when both were last connected: parts of one disk, an image on the drive, a
-- view of it, or memory.
CREATE TABLE ties (
  source  INTEGER NOT NULL REFERENCES roots (id),
  archive INTEGER NOT NULL REFERENCES roots (id),
  tie     TEXT NOT NULL,
  PRIMARY KEY (source, archive)
) WITHOUT ROWID;
-- 1: another drive with the identity of this one was seen.
ALTER TABLE roots ADD COLUMN cloned INTEGER NOT NULL DEFAULT 0;
