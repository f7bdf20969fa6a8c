/** A drive and what is known of it: looks that are taken anew, its own sum, and where its job goes on. */
import { expect, test } from "vitest";
import { calls, open, page } from "./onePage";

test("Rescan looks anew and lists what stands in the way; Re-read reads everything", async () => {
  await open("filled", "/drives");
  await page.getByTestId("drive-item").filter({ hasText: "Photos 2009" }).click();
  await page.getByTestId("drive-rescan").click();
  await page.getByTestId("drive-exceptions").waitFor();
  await page.getByTestId("drive-detail").getByText("Not yet: 7 files not in any archive").waitFor();
  const sum = page.getByTestId("drive-sum");
  await sum.getByText("What its last job made of its files").waitFor();
  await sum.getByTestId("term-copied").click();
  await page.getByTestId("drive-list").waitFor();
  await page.getByTestId("drive-exceptions").waitFor();
  await page.getByTestId("drive-reread").click();
  await expect
    .poll(() => calls("drive_clearance"))
    .toEqual([
      { volume: "vol-1", path: "", reread: false },
      { volume: "vol-1", path: "", reread: true },
    ]);
  const words = await page.locator("main").innerText();
  expect(words, "nothing here wipes").not.toMatch(/\bwipe (it|now|this drive now…)|erase|format\b/i);
});

test("a look says how far it is, goes on while one is elsewhere, and can be stopped", async () => {
  await open("checking", "/drives");
  await page.getByTestId("drive-item").filter({ hasText: "Photos 2009" }).click();
  await page.getByTestId("drive-rescan").click();
  await page.evaluate(() =>
    window.__emit("check://progress", {
      check: "clearance",
      step: "reading",
      files: 1_204,
      bytes_done: 4e9,
      bytes_total: 8e9,
    }),
  );
  await page.getByText("Reading, 1,204 files, 4.0 GB, 50 %").waitFor();
  await page.getByTestId("nav-home").click();
  await page.getByTestId("nav-drives").click();
  await page.getByTestId("drive-item").filter({ hasText: "Photos 2009" }).click();
  await page.getByTestId("check-stop").click();
  await page.getByTestId("check-line").waitFor({ state: "detached" });
  await expect.poll(() => calls("check_stop")).toEqual([{ check: "clearance" }]);
});

test("a drive whose job has something to do for it leads there, not into a new job", async () => {
  await open("results", "/drives");
  await page.getByTestId("drive-item").filter({ hasText: "Photos 2009" }).click();
  await page.getByTestId("drive-job").click();
  await page.getByTestId("results").waitFor();
});

test("a drive shows its own sum, and the files behind each of its terms", async () => {
  await open("results", "/drives");
  await page.getByTestId("drive-item").filter({ hasText: "Lisbon backup" }).click();
  const sum = page.getByTestId("drive-sum");
  const of = async (term: string) => (await sum.getByTestId(`term-${term}`).innerText()).split("\n")[1];
  await sum.getByTestId("term-copied").waitFor();
  const shown = await Promise.all(
    ["found", "copied", "already_there", "repeats", "left_out", "failed"].map(of),
  );
  expect(shown, "the certificate's drive, term by term").toEqual([
    "18,904",
    "4,308",
    "10,944",
    "3,588",
    "64",
    "0",
  ]);
  // What was left out is all that is not in the archive, so the list begins with it.
  await page.getByTestId("drive-files").getByText("64 files").waitFor();
  await sum.getByTestId("term-already_there").click();
  await page.getByTestId("drive-files").getByText("10,944 files").waitFor();
  await page.getByTestId("drive-list").getByText("Archive A").first().waitFor();
});
