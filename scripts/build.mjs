// `npm run build`: the command line and the installable window for this system, optimised.
import { must, prepare } from "./machine.mjs";

prepare("window");
must("cargo", ["build", "--release", "--package", "ingather-cli"]);
// An AppImage fetches parts from the network, so on Linux only the packages that need nothing are made here.
const bundles = process.platform === "linux" ? ["--bundles", "deb,rpm"] : [];
must("npx", ["tauri", "build", ...bundles, ...process.argv.slice(2)], { shell: process.platform === "win32" });
