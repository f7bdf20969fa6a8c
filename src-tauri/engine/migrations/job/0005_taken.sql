-- When a picture or film was taken by its own word, as the camera's clock showed it: seconds since the epoch without a
-- time zone. 0: it was read and says nothing. NULL: not read; only layouts with a date need it.
ALTER TABLE source_files ADD COLUMN taken_s INTEGER;
