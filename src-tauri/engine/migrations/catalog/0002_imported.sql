-- What other programs and machines recorded of files. Untrusted: it may tell that a file differs, never that it exists.

CREATE TABLE imports (
  id          INTEGER PRIMARY KEY,
  origin      TEXT NOT NULL,              -- the file that it came from, in text form
  wanted      TEXT NOT NULL,              -- the volume as that file calls it; '' if it names none
  volume      TEXT,                       -- NULL: not known yet to which folder its paths are relative
  path        BLOB,
  imported_ms INTEGER NOT NULL,
  UNIQUE (origin, wanted)
);

CREATE TABLE imported (
  import      INTEGER NOT NULL REFERENCES imports (id),
  path        BLOB NOT NULL,
  algorithm   TEXT NOT NULL,
  digest      BLOB NOT NULL,
  size        INTEGER,
  mtime_ns    INTEGER,                    -- whole seconds: no more was recorded
  recorded_ms INTEGER NOT NULL,
  PRIMARY KEY (import, path, algorithm)
) WITHOUT ROWID;
