-- The archive's folder below its volume's root: without it nobody could tell where it is once its drive is mounted
-- elsewhere. NULL: not recorded yet.
ALTER TABLE archives ADD COLUMN folder BLOB;
