// How long a start takes until Home can be used: from the start of the process to the frame that shows it, warm, on a
// display of its own. `node tests/desktop/start.bench.mjs`; part of `npm run bench:ui`. Fails where it is over its limit.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { openDesktop } from "./harness/desktop.mjs";
import { until } from "./harness/processes.mjs";

// What people start is the release.
process.env.INGATHER_PROFILE ??= "release";
const { binary, openApp } = await import("./harness/app.mjs");

const LIMIT_MS = 1_000;
/** The first start reads the program from the disk; of the others the best is what a start costs. */
const STARTS = 6;

const attempt = (ask) => {
  try {
    return ask();
  } catch {
    return null;
  }
};

/** When the window's process on this display began, milliseconds since the epoch. */
function began(display) {
  const ours = readdirSync("/proc").filter(
    (pid) =>
      /^\d+$/.test(pid) &&
      attempt(() => readlinkSync(`/proc/${pid}/exe`)) === binary &&
      attempt(() => readFileSync(`/proc/${pid}/environ`, "utf8").includes(`DISPLAY=${display}\0`)),
  );
  const after = readFileSync(`/proc/${ours[0]}/stat`, "utf8").split(") ").at(-1).split(" ");
  const upMs = Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]) * 1_000;
  return Date.now() - upMs + Number(after[19]) * 10;
}

async function startOnce(desktop) {
  const app = await openApp(desktop);
  try {
    const drawn = await until("Home is drawn", () =>
      app.page.run("() => { const [m] = performance.getEntriesByName('home'); return m ? performance.timeOrigin + m.startTime : 0; }"),
    );
    const start = began(desktop.environment.DISPLAY);
    const page = await app.page.run("() => performance.timeOrigin");
    return { all: drawn - start, page: page - start };
  } finally {
    await app.close();
  }
}

const desktop = await openDesktop();
try {
  const took = [];
  for (let turn = 0; turn < STARTS; turn += 1) took.push(await startOnce(desktop));
  const warm = took.slice(1).sort((a, b) => a.all - b.all);
  const line = (name, value, limit) =>
    console.log(`${name.padEnd(52)} ${String(Math.round(value)).padStart(8)} ms       ${limit}`);
  line("start to Home, warm, best of five", warm[0].all, `limit ${LIMIT_MS}`);
  line("start to Home, warm, median", warm[2].all, "");
  line("of this until the page begins", warm[0].page, "");
  if (warm[0].all > LIMIT_MS) process.exitCode = 1;
} finally {
  await desktop.close();
}
