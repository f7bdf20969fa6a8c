// Every process that a test starts, ended by its own id at the end, also when the test fails or is interrupted.
import { spawn } from "node:child_process";

const started = new Set();

function signal(child, name) {
  try {
    // Each is the leader of a group of its own, so that what it started goes with it.
    process.kill(-child.pid, name);
    return true;
  } catch (error) {
    if (error.code === "ESRCH") return false;
    throw error;
  }
}

process.on("exit", () => {
  for (const child of started) signal(child, "SIGKILL");
});
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => process.exit(130));

/** Starts a program. What it prints is kept in `child.said`, for the message of a test that fails. */
export function start(program, args, options = {}) {
  const child = spawn(program, args, { detached: true, stdio: ["pipe", "pipe", "pipe"], ...options });
  child.said = "";
  for (const stream of [child.stdout, child.stderr, ...child.stdio.slice(3)]) {
    stream?.on?.("data", (bytes) => {
      child.said = (child.said + bytes).slice(-20_000);
    });
  }
  child.stdin?.on("error", () => {});
  child.ended = new Promise((resolve) => {
    child.on("close", (code, by) => {
      started.delete(child);
      resolve({ code, by });
    });
    child.on("error", (error) => {
      child.said += `\n${program} cannot be started: ${error.message}`;
      started.delete(child);
      resolve({ code: null, by: null });
    });
  });
  if (child.pid) started.add(child);
  return child;
}

/** Asks a program to end, and makes it after three seconds. */
export async function end(child) {
  if (!started.has(child)) return;
  signal(child, "SIGTERM");
  const late = setTimeout(() => signal(child, "SIGKILL"), 3000);
  await child.ended;
  clearTimeout(late);
  signal(child, "SIGKILL");
}

/** Runs a program to its end; its standard output, or an error with all that it said. */
export async function output(program, args, options = {}) {
  const child = start(program, args, options);
  let text = "";
  child.stdout.on("data", (bytes) => {
    text += bytes;
  });
  child.stdin.end();
  const { code } = await child.ended;
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}: ${child.said}`);
  return text.trim();
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks again until the answer is truthy; fails with `what` after `seconds`: long, for a machine that does much else. */
export async function until(what, ask, seconds = 180) {
  const limit = performance.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    if (performance.now() > limit) throw new Error(`waited ${seconds} s in vain: ${what}${last ? ` (${last.message})` : ""}`);
    await pause(50);
  }
}
