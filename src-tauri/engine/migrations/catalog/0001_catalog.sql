-- Every drive ever seen and every content ever met on it, shared by all jobs.

CREATE TABLE volumes (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  label         TEXT,
  name          TEXT,                     -- given by a person
  file_system   TEXT NOT NULL DEFAULT '',
  capacity      INTEGER NOT NULL DEFAULT 0,
  mount_point   BLOB,                     -- last one
  last_seen_ms  INTEGER NOT NULL DEFAULT 0,
  last_scan_ms  INTEGER
);

CREATE TABLE folders (
  id     INTEGER PRIMARY KEY,
  volume INTEGER NOT NULL REFERENCES volumes (id),
  path   BLOB NOT NULL,                   -- below the volume's root
  UNIQUE (volume, path)
);

CREATE TABLE contents (
  id     INTEGER PRIMARY KEY,
  size   INTEGER NOT NULL,
  blake3 BLOB NOT NULL UNIQUE
);

CREATE TABLE sightings (
  id            INTEGER PRIMARY KEY,
  folder        INTEGER NOT NULL REFERENCES folders (id),
  name          BLOB NOT NULL,
  content       INTEGER NOT NULL REFERENCES contents (id),
  size          INTEGER NOT NULL,
  mtime_ns      INTEGER NOT NULL,
  ctime_ns      INTEGER NOT NULL,
  inode         INTEGER NOT NULL,
  hashed_ns     INTEGER NOT NULL,
  first_seen_ms INTEGER NOT NULL,
  last_seen_ms  INTEGER NOT NULL,
  UNIQUE (folder, name, content)
);
CREATE INDEX sightings_content ON sightings (content);

CREATE TABLE checksums (
  content   INTEGER NOT NULL REFERENCES contents (id),
  algorithm TEXT NOT NULL,
  digest    BLOB NOT NULL,
  origin    TEXT NOT NULL,                -- computed | imported:…
  PRIMARY KEY (content, algorithm, origin)
) WITHOUT ROWID;

CREATE TABLE readbacks (
  sighting    INTEGER NOT NULL REFERENCES sightings (id),
  method      TEXT NOT NULL,
  outcome     TEXT NOT NULL,
  verified_ms INTEGER NOT NULL,
  PRIMARY KEY (sighting, verified_ms)
) WITHOUT ROWID;

CREATE TABLE archives (
  marker    TEXT PRIMARY KEY,
  path      BLOB NOT NULL,
  volume    TEXT NOT NULL,
  seen_ms   INTEGER NOT NULL
) WITHOUT ROWID;

-- The last job in which a folder of a drive was a source, with what came out: the drives screen.
CREATE TABLE scans (
  volume      TEXT NOT NULL,
  path        BLOB NOT NULL,
  name        TEXT NOT NULL,
  job         TEXT NOT NULL,
  scanned_ms  INTEGER NOT NULL,
  files       INTEGER NOT NULL,
  bytes       INTEGER NOT NULL,
  verdict     TEXT NOT NULL,
  why         TEXT NOT NULL,
  PRIMARY KEY (volume, path)
) WITHOUT ROWID;
