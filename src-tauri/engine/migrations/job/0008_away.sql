-- 1: the last run that looked for this archive did not find it connected; what was verified there earlier is no verdict
-- of now.
ALTER TABLE roots ADD COLUMN away INTEGER NOT NULL DEFAULT 0;
