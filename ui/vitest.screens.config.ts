import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import CountsReporter from "./screens/countsReporter.ts";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  test: {
    include: ["screens/**/*.screen.ts"],
    environment: "node",
    globalSetup: ["./screens/preview.ts"],
    // For a machine that does much else; what is waited for comes at once on one that does not.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // A busy browser can lose what no test can wait for. What passes only at its second try is told at the end.
    retry: 1,
    expect: { poll: { timeout: 60_000 } },
    fileParallelism: false,
    reporters: ["default", new CountsReporter("ui screens")],
  },
});
