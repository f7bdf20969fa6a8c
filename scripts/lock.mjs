// The lock file must hold no registry's address: everybody's npm asks the registry that it is set to.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, stop } from "./machine.mjs";

const packages = Object.entries(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages);
const bound = packages.filter(([, entry]) => entry.resolved).map(([path]) => path);
if (bound.length > 0) stop(`package-lock.json names a host for: ${bound.slice(0, 5).join(", ")} (see .npmrc)`);
const open = packages.filter(([path, entry]) => path !== "" && !entry.link && !entry.integrity).map(([path]) => path);
if (open.length > 0) stop(`package-lock.json has no checksum for: ${open.slice(0, 5).join(", ")}`);
