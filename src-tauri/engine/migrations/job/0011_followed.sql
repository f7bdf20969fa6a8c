-- The newest look of which each file's rows in `copy_status` know: a look that was broken off is followed by the next run.
ALTER TABLE job ADD COLUMN followed INTEGER NOT NULL DEFAULT 0;
UPDATE job SET followed = scan;
