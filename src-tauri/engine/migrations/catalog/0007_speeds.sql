-- How fast whole files were last read from a drive: how many, their bytes, and the milliseconds that reading them took.
CREATE TABLE speeds (
  volume  TEXT PRIMARY KEY,
  files   INTEGER NOT NULL,
  bytes   INTEGER NOT NULL,
  took_ms INTEGER NOT NULL
) WITHOUT ROWID;
