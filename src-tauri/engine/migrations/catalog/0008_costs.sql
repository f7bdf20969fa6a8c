-- What work on a volume has cost in all runs so far, younger ones counting more: sums over spans of time, of which what a
-- file costs and what a byte costs can be taken. `work`: read, write, place, back; end, of a run into this archive.
CREATE TABLE costs (
  volume        TEXT NOT NULL,
  work          TEXT NOT NULL,
  files_files   REAL NOT NULL,
  files_bytes   REAL NOT NULL,
  bytes_bytes   REAL NOT NULL,
  files_seconds REAL NOT NULL,
  bytes_seconds REAL NOT NULL,
  PRIMARY KEY (volume, work)
) WITHOUT ROWID;
