-- Folders that are one thing to a person, such as a photo library. `bundle`: the outermost such folder that it is or is in.
ALTER TABLE folders ADD COLUMN bundle INTEGER;
CREATE INDEX folders_bundle ON folders (bundle) WHERE bundle IS NOT NULL;

-- What was decided for a source's bundle as a whole.
CREATE TABLE bundle_targets (
  bundle      INTEGER NOT NULL REFERENCES folders (id),
  destination INTEGER NOT NULL REFERENCES roots (id),
  print       BLOB NOT NULL,              -- of its paths, sizes and times: a bundle that changed is decided anew
  copied      INTEGER NOT NULL,           -- 0: it equals another, which is there or being copied
  folder      BLOB NOT NULL,              -- where it goes, below the destination's root
  PRIMARY KEY (bundle, destination)
) WITHOUT ROWID;
