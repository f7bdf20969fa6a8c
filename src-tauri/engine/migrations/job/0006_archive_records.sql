-- The same as `records`, of the files that archives hold.
CREATE TABLE archive_records (
  file      INTEGER NOT NULL REFERENCES archive_files (id),
  algorithm TEXT NOT NULL,
  digest    BLOB NOT NULL,
  size      INTEGER NOT NULL,
  mtime_ns  INTEGER NOT NULL,
  origin    TEXT NOT NULL,
  recorded_ms INTEGER NOT NULL,
  current   INTEGER NOT NULL DEFAULT 1,
  accepted  TEXT,
  PRIMARY KEY (file, algorithm)
) WITHOUT ROWID;
