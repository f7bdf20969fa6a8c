-- Bytes that a file with holes takes up; NULL: as many as its size.
ALTER TABLE source_files ADD COLUMN occupied INTEGER;
-- 1: files were placed in this archive that its lists and stories do not tell of yet.
ALTER TABLE roots ADD COLUMN untold INTEGER NOT NULL DEFAULT 0;
