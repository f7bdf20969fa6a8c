// Three "drives" and an archive with all that old drives hold: repeats, renamed repeats, equal names and equal sizes with
// other content, large files that differ by one byte, sidecars, empty files, odd names. The same every time.
import { chmodSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A small random source with a seed, so that a failure can be looked at again. */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function bytes(roll, length) {
  const made = Buffer.allocUnsafe(length);
  for (let at = 0; at + 4 <= length; at += 4) made.writeUInt32LE(roll(2 ** 32), at);
  for (let at = length & ~3; at < length; at += 1) made[at] = roll(256);
  return made;
}

/** Writes a file; the path may hold bytes that are no text. */
function put(folder, name, content, { roll, mode = 0o644 }) {
  mkdirSync(folder, { recursive: true });
  const path = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)]);
  writeFileSync(path, content);
  chmodSync(path, mode);
  const second = 1_100_000_000 + roll(500_000_000);
  utimesSync(path, second, second + 0.25);
}

const oddNames = [
  "two\nlines.jpg",
  "quote'\"and back\\slash.jpg",
  `${"ä".repeat(125)}x.jpg`,
  Buffer.from([0x6c, 0x61, 0x74, 0x69, 0x6e, 0xe9, 0x2e, 0x6a, 0x70, 0x67]),
  "caf\u00e9.jpg",
  "cafe\u0301.jpg",
  "<img src=x onerror=alert(1)>.jpg",
  "-rf.jpg",
  " lead and trail .jpg",
  "\u202egpj.exe",
];

function oddFiles(drive, roll) {
  for (const name of oddNames) put(join(drive, "odd"), name, bytes(roll, 500 + roll(3000)), { roll });
  for (const name of ["empty.txt", "also empty.log"]) put(join(drive, "odd"), name, Buffer.alloc(0), { roll });
}

function largeTwins(drives, roll) {
  const first = bytes(roll, 3_000_000);
  const second = Buffer.from(first);
  second[1_500_000] ^= 1;
  put(join(drives[0], "film"), "clip.mov", first, { roll });
  put(join(drives[1], "film"), "clip.mov", second, { roll });
  put(join(drives[2], "film copy"), "renamed clip.mov", first, { roll, mode: 0o600 });
}

/** Makes about `count` files below `top` and returns `{ drives, archive }`, absolute paths. */
export function makeDrives(top, { count = 2000, seed = 7 } = {}) {
  const roll = dice(seed);
  const drives = ["Photos 2009", "Zoë backup", "Card dump"].map((name) => join(top, "drives", name));
  const archive = join(top, "Archive A");
  mkdirSync(archive, { recursive: true });
  const known = [];
  for (let n = 0; n < count; n += 1) {
    const drive = drives[n % 3];
    const folder = join(drive, `20${String(10 + roll(9))}`, ["Lisbon", "Birthday", "misc"][roll(3)]);
    const repeats = known.length > 20 && roll(10) < 3;
    const old = repeats ? known[roll(known.length)] : null;
    // A third of the repeats keep their name, and many new files share names and sizes.
    const name = old && roll(3) === 0 ? old.name : `IMG_${1000 + roll(900)}_${n}.jpg`;
    const content = old ? old.content : bytes(roll, roll(4) === 0 ? 4096 : 200 + roll(30_000));
    put(folder, name, content, { roll, mode: roll(5) === 0 ? 0o444 : 0o644 });
    if (!old) known.push({ name, content });
    if (!old && roll(12) === 0) put(folder, `${name.slice(0, -4)}.xmp`, `<x id="${n}-${seed}"/>`, { roll });
  }
  for (const [n, drive] of drives.entries()) {
    put(join(drive, "DCIM"), "IMG_0001.JPG", bytes(roll, 9000 + n), { roll });
    put(join(drive, "DCIM"), "IMG_0002.JPG", bytes(roll, 9000), { roll });
    oddFiles(drive, roll);
  }
  largeTwins(drives, roll);
  for (const { name, content } of known.filter((_, n) => n % 7 === 0)) {
    put(join(archive, "earlier"), `old ${name}`, content, { roll });
  }
  put(archive, "only here.txt", "not on any drive", { roll });
  return { drives, archive };
}

/** One drive with large files: `count` of `size` bytes, for runs that must last a while. */
export function makeLargeDrive(top, { count, size }) {
  const drive = join(top, "drives", "Big drive");
  const archive = join(top, "Archive A");
  mkdirSync(archive, { recursive: true });
  putFilms(drive, { count, size });
  return { drives: [drive], archive };
}

/** Puts large files, no two alike, on a drive. `first` numbers them. */
export function putFilms(drive, { count, size, first = 0 }) {
  const roll = dice(11);
  const content = bytes(roll, size);
  for (let n = first; n < first + count; n += 1) {
    content.writeUInt32LE(n, 0);
    put(join(drive, "film"), `clip ${n}.mov`, content, { roll });
  }
}
