-- The system's number of what a folder was seen on. A volume with subvolumes counts inodes in each of them anew, so
-- only this and the inode together tell one file from another. It holds for one look: each mount gives other numbers.
ALTER TABLE folders ADD COLUMN device INTEGER NOT NULL DEFAULT 0;
