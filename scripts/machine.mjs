// What this machine needs before anything can be built or tested, and how to get it. Uses nothing but Node.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

// Debian's names; on other systems they are only printed.
const commandLine = ["build-essential", "pkg-config", "file"];
const window = ["libwebkit2gtk-4.1-dev", "librsvg2-dev", "fonts-inter", "adwaita-icon-theme", "hicolor-icon-theme"];
const tests = [
  "webkit2gtk-driver", "xvfb", "xauth", "dbus", "dbus-x11", "python3-gi", "python3-dbus", "gir1.2-gtk-3.0", "xdotool",
  "openbox", "imagemagick", "fonts-noto-core", "fonts-noto-color-emoji", "at-spi2-core", "chromium", "strace", "rsync",
  "e2fsprogs", "fuse3", "util-linux", "mount",
];

export const needs = {
  cli: commandLine,
  window: [...commandLine, ...window],
  test: [...commandLine, ...window, ...tests],
};

/** Puts the usual home of cargo on the path, for shells that were opened before Rust was installed. */
function findCargo() {
  const home = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin");
  if (existsSync(home) && !process.env.PATH.split(delimiter).includes(home)) {
    process.env.PATH = `${process.env.PATH}${delimiter}${home}`;
  }
  if (spawnSync("cargo", ["--version"]).status !== 0) {
    stop("Rust is missing: install it from https://rustup.rs, then run this again.");
  }
}

export function stop(message) {
  console.error(message);
  process.exit(1);
}

/** Runs a program in the repository with its output shown; ends this one if it fails. */
export function must(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: root, stdio: "inherit", ...options });
  if (done.error) stop(`${program} cannot be started: ${done.error.message}`);
  if (done.status !== 0) process.exit(done.status ?? 1);
}

function isInstalled(name) {
  const asked = spawnSync("dpkg-query", ["-W", "-f=${Status}", name], { encoding: "utf8" });
  return asked.status === 0 && asked.stdout.includes("install ok installed");
}

function installPackages(names) {
  if (process.platform !== "linux") return;
  if (spawnSync("dpkg-query", ["--version"]).status !== 0) {
    console.log(`Not a Debian system; if the build fails, install the counterparts of: ${names.join(" ")}`);
    return;
  }
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  console.log(`Missing on this machine, installing: ${missing.join(" ")}`);
  const rise = process.getuid() === 0 ? [] : ["sudo"];
  const apt = (...args) => {
    const [program, ...rest] = [...rise, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", ...args];
    return spawnSync(program, rest, { stdio: "inherit" }).status === 0;
  };
  if (!apt("update") || !apt("install", "-y", "--no-install-recommends", ...missing)) {
    stop(`Could not install them. By hand: sudo apt-get install ${missing.join(" ")}`);
  }
}

function installNodePackages() {
  const mark = join(root, "node_modules", ".package-lock.json");
  const lock = join(root, "package-lock.json");
  if (existsSync(mark) && sameVersions(mark, lock)) return;
  console.log("Installing the web parts (npm ci) …");
  must("npm", ["ci", "--no-audit", "--no-fund"]);
}

/** Whether what is installed is what the lock file asks for; packages for other systems may be absent. */
function sameVersions(mark, lock) {
  const have = JSON.parse(readFileSync(mark, "utf8")).packages;
  const want = JSON.parse(readFileSync(lock, "utf8")).packages;
  return Object.entries(want).every(
    ([path, entry]) => path === "" || (have[path] ? have[path].version === entry.version : entry.optional || entry.peer),
  );
}

/** Makes the machine ready for `cli`, `window` or `test`. */
export function prepare(what) {
  findCargo();
  installPackages(needs[what]);
  if (what !== "cli") installNodePackages();
}

/** Builds ui/dist if anything it is made from is newer. */
export function buildPage() {
  const made = join(root, "ui", "dist", "index.html");
  const sources = ["ui/src", "ui/index.html", "ui/vite.config.ts", "ui/public", "package-lock.json"];
  const args = sources.map((path) => join(root, path)).filter(existsSync);
  const newer = existsSync(made) && statSync(made).size > 0
    ? spawnSync("find", [...args, "-newer", made, "-print", "-quit"], { encoding: "utf8" })
    : null;
  if (newer?.status === 0 && newer.stdout === "") return;
  must("npm", ["run", "--silent", "ui:build"]);
}

export function hasDisplay() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
