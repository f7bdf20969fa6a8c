/** The JavaScript that the window needs before it shows anything. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url).pathname;

export function firstPage(): string {
  return readFileSync(`${DIST}index.html`, "utf8");
}

/** Bytes after gzip. */
export function firstScriptSize(): number {
  const files = [...firstPage().matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(
    (match) => match[1] ?? "",
  );
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(DIST + file)).length, 0);
}
