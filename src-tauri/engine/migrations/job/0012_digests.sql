-- Further checksums of contents, where they were asked for: lists on the archive that other programs can check. Each was
-- computed in the same read as the content's BLAKE3.
CREATE TABLE digests (
    checksum BLOB NOT NULL,
    algorithm TEXT NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (checksum, algorithm)
) WITHOUT ROWID;
