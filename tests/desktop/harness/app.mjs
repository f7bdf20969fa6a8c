// The real program in a desktop of the test's own, driven through WebKitWebDriver.
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { end, start, until } from "./processes.mjs";
import { Page } from "./webdriver.mjs";

const repository = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const target = process.env.CARGO_TARGET_DIR ?? join(repository, "target");
export const binary = process.env.INGATHER_DESKTOP_BIN ?? join(target, process.env.INGATHER_PROFILE ?? "debug", "ingather-desktop");
/** The command line, built beside it. */
export const commandLine = join(dirname(binary), "ingather");

/** Root may read everything, unless that is taken from the program: without it the system refuses as it does a user. */
export const withoutRights = process.getuid() === 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : [];

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function openSession(desktop, environment, under) {
  const port = await freePort();
  const [program, ...args] = [...under, "WebKitWebDriver", `--port=${port}`, "--host=127.0.0.1"];
  const driver = start(program, args, {
    env: { ...desktop.environment, TAURI_AUTOMATION: "true", TAURI_WEBVIEW_AUTOMATION: "true", ...environment },
  });
  try {
    const address = `http://127.0.0.1:${port}`;
    await until("the driver answers", async () => (await fetch(`${address}/status`)).ok);
    return { driver, page: await Page.open(address, binary) };
  } catch (error) {
    await end(driver);
    throw new Error(`${error.message}\n${driver.said}`);
  }
}

/**
 * Opens the program's window. `pick` holds the answers of the next native dialogs, each a list of paths; `under` is a
 * program, with arguments, that starts it.
 */
export async function openApp(desktop, { pick, environment = {}, under = [] } = {}) {
  const script = pick ? { INGATHER_TEST_PICK: pick.map((paths) => paths.join("\n")).join("\n\n") } : {};
  const all = { ...environment, ...script };
  // The driver now and then loses the race with the program's first connection; once more settles it, or a third time on a
  // machine that does much else.
  const open = () => openSession(desktop, all, under);
  const { driver, page } = await open().catch(open).catch(open);
  await page.command("POST", "/timeouts", { script: 240_000 });
  const window = await until("the window is mapped", async () => {
    const ids = await desktop.xdotool("search", "--onlyvisible", "--name", "^Ingather$");
    return ids.split("\n")[0];
  });
  return {
    page,
    window,
    driver,
    /** Ends the session and with it the program. */
    close: async () => {
      await page.close().catch(() => {});
      await end(driver);
    },
    /** After the program has left by itself. */
    forget: () => end(driver),
  };
}
