import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import CountsReporter from "./screens/countsReporter.ts";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  test: {
    include: ["screens/**/*.bench.ts"],
    environment: "node",
    globalSetup: ["./screens/preview.ts"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    reporters: ["default", new CountsReporter("ui bench")],
  },
});
