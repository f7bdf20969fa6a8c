// A plain walk that knows nothing of the program: what is there, by content. It judges what the program claims.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync } from "node:fs";

const ours = ".ingather";

/** Every file and folder below a folder; names as latin-1, so that every byte counts. */
export function walk(top) {
  const found = [];
  const visit = (folder, below) => {
    for (const name of readdirSync(folder, { encoding: "buffer" })) {
      const path = Buffer.concat([folder, Buffer.from("/"), name]);
      const shown = below + name.toString("latin1");
      const { mode, mtimeNs, size } = lstatSync(path, { bigint: true });
      if (lstatSync(path).isDirectory()) {
        found.push({ path: `${shown}/`, mode, mtimeNs, folder: true });
        visit(path, `${shown}/`);
      } else {
        const digest = createHash("sha256").update(readFileSync(path)).digest("hex");
        found.push({ path: shown, name: name.toString("latin1"), mode, mtimeNs, size, digest, folder: false });
      }
    }
  };
  visit(Buffer.from(top), "");
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const files = (entries) => entries.filter((entry) => !entry.folder);
const counted = (entries) => {
  const counts = new Map();
  for (const { digest, size } of entries) if (size > 0n) counts.set(digest, (counts.get(digest) ?? 0) + 1);
  return counts;
};

/** The drives are as they were, to the byte, name, mode and time. */
export function assertUntouched(before, after, what) {
  assert.deepEqual(after, before, `${what} must be as it was`);
}

/** The archive holds each content of the drives exactly once, and all that it held before. */
export function assertBroughtHome(drives, before, after) {
  const sources = drives.flatMap(files);
  const mine = files(after).filter(({ path }) => !path.startsWith(`${ours}/`));
  const held = counted(mine);
  const had = counted(files(before));
  for (const old of before) {
    const now = after.find(({ path }) => path === old.path);
    if (!old.folder) assert.deepEqual(now, old, "what the archive held is untouched");
  }
  for (const { digest, path, size } of sources) {
    if (size > 0n) assert.equal(held.get(digest), had.get(digest) ?? 1, `the content of ${path} is there exactly once`);
  }
  const empty = (entries) => entries.filter(({ size }) => size === 0n).length;
  assert.equal(empty(mine), empty(sources) + empty(files(before)), "each empty file is there");
  const old = new Set(before.map(({ path }) => path));
  for (const copy of mine.filter(({ path }) => !old.has(path))) {
    const same = (source) => source.digest === copy.digest && source.mtimeNs === copy.mtimeNs && source.mode === copy.mode;
    assert.ok(sources.some(same), `${copy.path} has content, date and mode of a file of the drives`);
  }
  assert.deepEqual(files(after).filter(({ path }) => path.startsWith(`${ours}/staging/`)), [], "nothing is left in staging");
}
