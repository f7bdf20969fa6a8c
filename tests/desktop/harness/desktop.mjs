// A desktop of the test's own: display, window manager, session bus, folders, and a notification daemon that writes down
// what it is told. Nothing is shared with another test or with the machine's user.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { end, output, start, until } from "./processes.mjs";

const here = dirname(fileURLToPath(import.meta.url));
// The system's Python has the system's GTK and D-Bus.
const python = "/usr/bin/python3";

export const screen = { width: 1600, height: 1000 };

async function startDisplay(environment) {
  const xvfb = start(
    "Xvfb",
    ["-displayfd", "3", "-screen", "0", `${screen.width}x${screen.height}x24`, "-nolisten", "tcp", "-ac"],
    { stdio: ["pipe", "pipe", "pipe", "pipe"], env: environment },
  );
  let number = "";
  xvfb.stdio[3].on("data", (bytes) => {
    number += bytes;
  });
  await until("Xvfb answers", () => number.endsWith("\n"));
  return { xvfb, display: `:${number.trim()}` };
}

async function startBus(environment) {
  const bus = start("dbus-daemon", ["--session", "--nofork", "--nopidfile", "--print-address=1"], { env: environment });
  const address = await until("the bus has an address", () => bus.said.match(/^unix:\S+/m)?.[0]);
  return { bus, address };
}

/** The folders and variables of a user who never used this program. */
function freshHome(top) {
  const folder = (name, mode = 0o755) => {
    const path = join(top, name);
    mkdirSync(path, { recursive: true, mode });
    return path;
  };
  return {
    PATH: process.env.PATH,
    LANG: "C.UTF-8",
    HOME: folder("home"),
    XDG_CONFIG_HOME: folder("config"),
    XDG_DATA_HOME: folder("data"),
    XDG_CACHE_HOME: folder("cache"),
    XDG_STATE_HOME: folder("state"),
    XDG_RUNTIME_DIR: folder("run", 0o700),
    INGATHER_DATA_DIR: folder("ingather"),
    NO_AT_BRIDGE: "1",
    GTK_USE_PORTAL: "0",
    GSETTINGS_BACKEND: "memory",
  };
}

const rooms = new Set();
const clear = (top) => {
  // What ends at this moment may still be writing.
  rmSync(top, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  rooms.delete(top);
};
process.on("exit", () => {
  for (const top of rooms) clear(top);
});

// What stands after the last line break is a line that is still being written.
const lines = (record) => readFileSync(record, "utf8").split("\n").slice(0, -1).map((line) => JSON.parse(line));

/**
 * Starts a desktop; call `close` in any case. `notifications: false` leaves the notification daemon out; with
 * `services: true` there is a dock and, on a system bus of its own, a login manager.
 */
export async function openDesktop({ notifications = true, services = false } = {}) {
  const top = mkdtempSync(join(tmpdir(), "ingather-desktop-"));
  rooms.add(top);
  const environment = freshHome(top);
  const running = [];
  const close = async () => {
    for (const child of running.reverse()) await end(child);
    clear(top);
  };
  try {
    const { xvfb, display } = await startDisplay(environment);
    running.push(xvfb);
    environment.DISPLAY = display;
    const { bus, address } = await startBus(environment);
    running.push(bus);
    environment.DBUS_SESSION_BUS_ADDRESS = address;
    running.push(start("openbox", ["--sm-disable"], { env: environment }));
    const record = join(top, "notifications.jsonl");
    let daemon;
    if (notifications) {
      daemon = start(python, [join(here, "notifications.py"), record], { env: environment });
      running.push(daemon);
      await until("the notification daemon is on the bus", () => daemon.said.includes("ready"));
    }
    const heard = join(top, "services.jsonl");
    if (services) {
      const system = await startBus(environment);
      running.push(system.bus);
      environment.DBUS_SYSTEM_BUS_ADDRESS = system.address;
      const listener = start(python, [join(here, "services.py"), heard], { env: environment });
      running.push(listener);
      await until("the services are on their buses", () => listener.said.includes("ready"));
    }
    const xdotool = (...args) => output("xdotool", args.map(String), { env: environment });
    await until("the window manager answers", () => xdotool("get_desktop"));
    return {
      top,
      environment,
      xdotool,
      close,
      /** What the daemon was told, in order: `{ app, title, body, urgency, actions }`. */
      notified: () => lines(record),
      /** What dock and login manager heard, in order: `{ entry, part, visible }`, `{ kept_awake, who }`, `{ let_sleep }`. */
      heard: () => lines(heard),
      /** From now on the daemon shows bodies as they are, instead of as markup. */
      showPlainly: () => daemon.stdin.write("plain\n"),
      /** Clicks on the notification of that number. */
      clickNotification: (id) => daemon.stdin.write(`${id}\n`),
      /** A window with folders to drag; ended with the desktop. */
      dragSource: async (paths, at) => {
        const source = start(python, [join(here, "drag_source.py"), String(at.x), String(at.y), ...paths], { env: environment });
        running.push(source);
        await until("the drag source is shown", () => source.said.includes("ready"));
        return source;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
