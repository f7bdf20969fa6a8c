import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import CountsReporter from "./screens/countsReporter.ts";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  test: {
    include: ["src/**/*.test.{ts,tsx}"],
    environment: "jsdom",
    setupFiles: ["./src/lib/testSetup.ts"],
    css: false,
    // For a machine that does much else.
    testTimeout: 60_000,
    reporters: ["default", new CountsReporter("ui units")],
  },
});
