-- Why other bytes than these are right, if a person said so of a file of an archive: it is asked where there is no job.
ALTER TABLE imported ADD COLUMN accepted TEXT;
