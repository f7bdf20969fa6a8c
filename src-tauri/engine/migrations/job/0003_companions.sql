-- The picture, video or recording of the same folder to which a small file such as a sidecar belongs.
ALTER TABLE source_files ADD COLUMN follows INTEGER;
CREATE INDEX source_files_follows ON source_files (follows) WHERE follows IS NOT NULL;
