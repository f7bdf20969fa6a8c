/** Settings as a file, and what they do at once. */
import { test } from "vitest";
import { PLAN_VIEW } from "./fixtures/job";
import { open, page } from "./onePage";

test("settings from a file take effect at once; a notice in the window opens its screen", async () => {
  await open("yaml", "/settings");
  await page.getByTestId("settings-load").click();
  await page.locator('[data-mantine-color-scheme="dark"]').first().waitFor();
  await page.evaluate(
    (job) =>
      window.__emit("app://toast", {
        title: "The plan is ready",
        body: "Old drives",
        urgent: false,
        opens: { screen: "plan", job },
      }),
    PLAN_VIEW.id,
  );
  await page.getByText("The plan is ready").click();
  await page.getByTestId("plan").waitFor();
});
