-- Any part of a name or path is found at once, whatever its case. Three-letter pieces point to rows, no text stands twice:
-- about 20 bytes for a name.
CREATE VIRTUAL TABLE sighting_words USING fts5 (name, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE VIRTUAL TABLE folder_words USING fts5 (path, content = '', columnsize = 0, detail = none, tokenize = 'trigram');

INSERT INTO sighting_words (rowid, name) SELECT id, CAST(name AS TEXT) FROM sightings;
INSERT INTO folder_words (rowid, path) SELECT id, CAST(path AS TEXT) FROM folders;

CREATE TRIGGER sightings_are_found AFTER INSERT ON sightings BEGIN
  INSERT INTO sighting_words (rowid, name) VALUES (new.id, CAST(new.name AS TEXT));
END;
CREATE TRIGGER folders_are_found AFTER INSERT ON folders BEGIN
  INSERT INTO folder_words (rowid, path) VALUES (new.id, CAST(new.path AS TEXT));
END;
CREATE TRIGGER folders_are_forgotten AFTER DELETE ON folders BEGIN
  INSERT INTO folder_words (folder_words, rowid, path) VALUES ('delete', old.id, CAST(old.path AS TEXT));
END;
