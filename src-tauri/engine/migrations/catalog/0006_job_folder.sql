-- Where that job's folder is: jobs need not lie in the data folder. NULL: not recorded yet.
ALTER TABLE scans ADD COLUMN folder BLOB;
