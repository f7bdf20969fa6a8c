-- A root that a person took out of the job stays as history. Rows of its files have `vanished` = 2: outside of everything.
ALTER TABLE roots ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
