/** Small pictures of files: asked for when their row stays in view, few at a time, the newest wish first. */
import { useEffect, useState } from "react";
import { call, type FileRow, type RevealSide } from "@/ipc";
import { fileKind } from "./fileKind";

const KEPT = 400;
const AT_ONCE = 4;
/** Rows that only fly past cost nothing. */
const STAYS_MS = 90;
/** Leaves room for the lists in the sixty calls a second that the window may make. */
const BETWEEN_MS = 30;

/** Address of the picture; null where there is none. */
const known = new Map<string, string | null>();
let wishes: { key: string; load: () => Promise<void> }[] = [];
let busy = 0;
let last = 0;

function keep(key: string, address: string | null): void {
  known.delete(key);
  known.set(key, address);
  for (const [oldest, old] of known) {
    if (known.size <= KEPT) break;
    known.delete(oldest);
    if (old) URL.revokeObjectURL(old);
  }
}

function next(): void {
  const wait = last + BETWEEN_MS - Date.now();
  if (busy >= AT_ONCE || wishes.length === 0) return;
  if (wait > 0) {
    setTimeout(next, wait);
    return;
  }
  const wish = wishes.pop();
  if (!wish) return;
  busy += 1;
  last = Date.now();
  void wish.load().finally(() => {
    busy -= 1;
    next();
  });
  next();
}

/** The old file first; where its drive is away, the twin or the copy is the same picture. */
function sides(row: FileRow, which: RevealSide): RevealSide[] {
  if (which !== "source") return [which];
  if (row.twin !== null) return ["source", "twin"];
  return row.term === "copied" ? ["source", "target"] : ["source"];
}

async function load(job: string, row: FileRow, which: RevealSide, edge: number): Promise<string | null> {
  for (const side of sides(row, which)) {
    try {
      const destination = row.destination;
      const bytes = await call("thumbnail", { id: job, file: row.id, destination, which: side, edge });
      return URL.createObjectURL(new Blob([bytes]));
    } catch {
      // No picture in it, or its drive is away: the sign of its kind stands in its place.
    }
  }
  return null;
}

/** The picture's address, or null as long as there is none. What could not be read is not asked for a picture. */
export function useThumbnail(job: string, row: FileRow, which: RevealSide, edge: number): string | null {
  const name = which === "twin" ? (row.twin ?? "") : row.name;
  const wanted = job !== "" && row.term !== "failed" && fileKind(name) === "picture";
  const key = `${job} ${row.id} ${row.destination} ${which} ${edge}`;
  const [address, setAddress] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which row it is
  useEffect(() => {
    if (!wanted) {
      setAddress(null);
      return;
    }
    const had = known.get(key);
    setAddress(had ?? null);
    if (had !== undefined) return;
    let gone = false;
    const wish = {
      key,
      load: async () => {
        const found = await load(job, row, which, edge);
        keep(key, found);
        if (!gone) setAddress(found);
      },
    };
    const timer = setTimeout(() => {
      wishes.push(wish);
      next();
    }, STAYS_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
      wishes = wishes.filter((other) => other !== wish);
    };
  }, [key, wanted]);
  return address;
}
