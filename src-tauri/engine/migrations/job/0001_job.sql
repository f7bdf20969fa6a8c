-- One job. Paths and names are bytes; sizes bytes; times nanoseconds (_ns) or milliseconds (_ms) since the epoch.

CREATE TABLE job (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  uid        TEXT NOT NULL,
  name       TEXT NOT NULL,
  state      TEXT NOT NULL,
  phase      TEXT,
  config     TEXT NOT NULL,
  scan       INTEGER NOT NULL DEFAULT 0,  -- number of the newest look at the drives
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  planned_ms INTEGER
);

CREATE TABLE roots (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL,              -- source | destination | pool
  path        BLOB NOT NULL,              -- where it was last
  volume      TEXT NOT NULL,
  volume_path BLOB NOT NULL,              -- path below the volume's root
  name        BLOB NOT NULL,              -- the drive's folder name in an archive; an archive's name on screens
  file_system TEXT NOT NULL,
  strong      INTEGER NOT NULL,           -- inode and ctime outlive a mount
  marker      TEXT,                       -- identity of an archive, from its marker file
  capacity    INTEGER NOT NULL DEFAULT 0,
  used        INTEGER NOT NULL DEFAULT 0,
  scanned_ms  INTEGER,
  UNIQUE (kind, volume, volume_path)
);

CREATE TABLE folders (
  id       INTEGER PRIMARY KEY,
  root     INTEGER NOT NULL REFERENCES roots (id),
  path     BLOB NOT NULL,
  mtime_ns INTEGER NOT NULL DEFAULT 0,
  mode     INTEGER NOT NULL DEFAULT 493,
  empty    INTEGER NOT NULL DEFAULT 0,
  scan     INTEGER NOT NULL DEFAULT 0,
  UNIQUE (root, path)
);

CREATE TABLE source_files (
  id        INTEGER PRIMARY KEY,
  folder    INTEGER NOT NULL REFERENCES folders (id),
  name      BLOB NOT NULL,
  kind      INTEGER NOT NULL,             -- 0 file, 1 link, 2 special, 3 placeholder, 4 folder that could not be listed
  size      INTEGER NOT NULL,
  mtime_ns  INTEGER NOT NULL,
  ctime_ns  INTEGER NOT NULL,
  inode     INTEGER NOT NULL,
  mode      INTEGER NOT NULL,
  links     INTEGER NOT NULL,
  sample    BLOB,
  checksum  BLOB,
  hashed_ns INTEGER,
  left_out  TEXT,                         -- the reason, if a rule leaves it out
  note      TEXT,                         -- the rule, a link's target, an error in words
  shared    INTEGER NOT NULL DEFAULT 0,   -- size (small) or size and sample (large) occur: 1 in the sources, 2 in the archive too
  changed   INTEGER NOT NULL,             -- look at which it was new or different
  vanished  INTEGER NOT NULL DEFAULT 0,
  UNIQUE (folder, name)
);
CREATE INDEX source_files_size ON source_files (size, sample) WHERE kind = 0;

CREATE TABLE archive_files (
  id          INTEGER PRIMARY KEY,
  folder      INTEGER NOT NULL REFERENCES folders (id),
  name        BLOB NOT NULL,
  size        INTEGER NOT NULL,
  mtime_ns    INTEGER NOT NULL,
  ctime_ns    INTEGER NOT NULL,
  inode       INTEGER NOT NULL,
  sample      BLOB,
  checksum    BLOB,                       -- of what is there now
  hashed_ns   INTEGER,
  alias       INTEGER NOT NULL DEFAULT 0, -- the very same file as a source's: no copy of it
  outcome     TEXT,                       -- of the last verification
  method      TEXT,
  verified_ms INTEGER,
  vanished    INTEGER NOT NULL DEFAULT 0,
  UNIQUE (folder, name)
);
CREATE INDEX archive_files_size ON archive_files (size, sample);

CREATE TABLE copy_status (
  file          INTEGER NOT NULL REFERENCES source_files (id),
  destination   INTEGER NOT NULL REFERENCES roots (id),
  status        TEXT NOT NULL,
  reason        TEXT NOT NULL,
  undecided     INTEGER NOT NULL DEFAULT 0,
  vanished      INTEGER NOT NULL DEFAULT 0,
  size          INTEGER NOT NULL,
  target_folder INTEGER REFERENCES folders (id),
  target_name   BLOB,                     -- NULL: the source's own name
  suffixed      INTEGER NOT NULL DEFAULT 0, -- another file of the job has that name: take the suffixed one
  twin          INTEGER,                  -- archive_files row: the copy, or what makes one needless
  twin_source   INTEGER,                  -- source_files row of which it is a repeat
  staged        TEXT,
  error_code    TEXT,
  message       TEXT,
  attempts      INTEGER NOT NULL DEFAULT 0,
  settled_ms    INTEGER,
  PRIMARY KEY (file, destination)
) WITHOUT ROWID;
-- What is not settled yet; entries come and go in the order of the files, so that writing them touches few pages.
CREATE INDEX copy_status_open ON copy_status (destination, status) WHERE status <> 'done';

CREATE TABLE overrides (
  file       INTEGER PRIMARY KEY REFERENCES source_files (id),
  decision   TEXT NOT NULL,               -- copy | leave_out
  reason     TEXT NOT NULL,
  decided_ms INTEGER NOT NULL
);

CREATE TABLE verification_sessions (
  id          INTEGER PRIMARY KEY,
  depth       TEXT NOT NULL,
  started_ms  INTEGER NOT NULL,
  finished_ms INTEGER
);
CREATE TABLE verification_results (
  session     INTEGER NOT NULL REFERENCES verification_sessions (id),
  file        INTEGER NOT NULL REFERENCES archive_files (id),
  outcome     TEXT NOT NULL,
  method      TEXT NOT NULL,
  expected    BLOB,
  found       BLOB,
  message     TEXT,
  verified_ms INTEGER NOT NULL,
  PRIMARY KEY (session, file)
) WITHOUT ROWID;

CREATE TABLE phase_runs (
  id            INTEGER PRIMARY KEY,
  phase         TEXT NOT NULL,
  started_ms    INTEGER NOT NULL,
  finished_ms   INTEGER,
  outcome       TEXT,                     -- finished | stopped | failed
  bytes_read    INTEGER NOT NULL DEFAULT 0,
  bytes_written INTEGER NOT NULL DEFAULT 0,
  summary       TEXT
);

-- What the catalogue has yet to learn. Drained by an idempotent second step; a row lost may cost a read, no decision.
CREATE TABLE catalog_outbox (
  id   INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                     -- source | archive
  row  INTEGER NOT NULL
);
