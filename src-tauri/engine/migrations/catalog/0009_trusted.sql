-- 1: the checksum was taken over from another catalogue on somebody's word. It saves a read, but certifies nothing.
ALTER TABLE sightings ADD COLUMN trusted INTEGER NOT NULL DEFAULT 0;
