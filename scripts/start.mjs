// `npm start`: the window; on a machine without a display, the same job in the terminal.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildPage, hasDisplay, must, prepare, root } from "./machine.mjs";

if (!hasDisplay()) {
  console.log("No display here, so no window: bringing three sample drives home in the terminal instead (ingather demo).");
  prepare("cli");
  must("cargo", ["run", "--quiet", "--package", "ingather-cli", "--", "demo", ...process.argv.slice(2)]);
} else {
  prepare("window");
  buildPage();
  must("cargo", ["build", "--package", "ingather-desktop"]);
  const name = process.platform === "win32" ? "ingather-desktop.exe" : "ingather-desktop";
  const program = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug", name);
  const window = spawn(program, process.argv.slice(2), { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => window.kill(signal));
  window.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
