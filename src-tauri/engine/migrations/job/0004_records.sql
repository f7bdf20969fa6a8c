-- What others recorded of the job's source files (imported checksums), as far as it is about the file as it is.
CREATE TABLE records (
  file      INTEGER NOT NULL REFERENCES source_files (id),
  algorithm TEXT NOT NULL,
  digest    BLOB NOT NULL,
  size      INTEGER NOT NULL,             -- of the file to which it was matched
  mtime_ns  INTEGER NOT NULL,
  origin    TEXT NOT NULL,
  recorded_ms INTEGER NOT NULL,
  current   INTEGER NOT NULL DEFAULT 1,   -- 0: nobody says so any more; kept for what a person accepted
  accepted  TEXT,                         -- why other bytes than these are right
  PRIMARY KEY (file, algorithm)
) WITHOUT ROWID;
