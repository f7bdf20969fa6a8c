// Runs one program of a suite: shows what it says, keeps it for counting, and never leaves it behind.
import { spawn } from "node:child_process";
import { root } from "./machine.mjs";

const running = new Set();

/** Ends a program and what it started; both are in a group of their own. */
function end(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    for (const child of running) end(child, "SIGTERM");
    process.exitCode = 130;
    setTimeout(() => process.exit(130), 3000).unref();
  });
}

/** Resolves with `{ text, succeeded }`. */
export function run([program, args], { minutes, environment = {} }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      detached: true,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    const said = [];
    const hear = (from, to) => from.on("data", (bytes) => {
      said.push(bytes);
      to.write(bytes);
    });
    hear(child.stdout, process.stdout);
    hear(child.stderr, process.stderr);
    const limit = setTimeout(() => {
      console.error(`${program} has not ended in ${minutes} minutes and is stopped.`);
      end(child, "SIGTERM");
      setTimeout(() => end(child, "SIGKILL"), 5000).unref();
    }, minutes * 60_000);
    const done = (succeeded, text) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ text, succeeded });
    };
    child.on("error", (error) => {
      console.error(`${program} cannot be started: ${error.message}`);
      done(false, "");
    });
    child.on("close", (code) => done(code === 0, Buffer.concat(said).toString("utf8")));
  });
}
