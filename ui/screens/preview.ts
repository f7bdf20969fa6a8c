/** Serves the built window for the screen tests and bundles the stand-in shell. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    address: string;
    shell: string;
  }
}

const here = fileURLToPath(new URL(".", import.meta.url));
const alias = { "@": fileURLToPath(new URL("../src", import.meta.url)) };

async function bundleShell(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: "error",
    resolve: { alias },
    build: {
      write: false,
      minify: false,
      lib: { entry: `${here}mock/page.ts`, formats: ["iife"], name: "standInShell" },
    },
  });
  const output = Array.isArray(made) ? made[0] : made;
  if (!output || !("output" in output)) throw new Error("the stand-in shell was not built");
  return output.output[0].code;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // A copy, so that a build beside the tests does not pull the page from under them.
  const served = mkdtempSync(join(tmpdir(), "ingather-page-"));
  cpSync(fileURLToPath(new URL("../dist", import.meta.url)), served, { recursive: true });
  const server = await preview({
    configFile: false,
    root: fileURLToPath(new URL("..", import.meta.url)),
    logLevel: "error",
    build: { outDir: served },
    preview: { port: 0, host: "127.0.0.1" },
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error("the preview server has no address");
  project.provide("address", address);
  project.provide("shell", await bundleShell());
  return async () => {
    await server.close();
    rmSync(served, { recursive: true, force: true });
  };
}
