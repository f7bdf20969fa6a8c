/** What the archive holds and how often, what is true of it no more, and what was taken over and can be forgotten. */
import { expect, test } from "vitest";
import { SIZES } from "./browser";
import { calls, open, page } from "./onePage";

test("says how many files have one copy, and on which drive it lies", async () => {
  await open("filled", "/archive");
  await page.getByTestId("coverage-one").getByText("4,248 files have one copy").waitFor();
  await page.getByTestId("coverage-none").getByText("37 files are in no archive").waitFor();
  const only = page.getByTestId("coverage").getByRole("row").filter({ hasText: "Archive A" });
  await expect.poll(() => only.innerText()).toMatch(/226,684\s+4,248\s+all, the oldest/);
  await page.getByTestId("coverage").getByText("1,204 never").waitFor();
});

test("nobody says that there is no archive while one is still asked for", async () => {
  await open("late", "/archive");
  await page.getByText("No archive yet").waitFor();
  const job = "old-drives-november";
  await page.evaluate(
    (id) =>
      window.__emit("run://finished", { id, state: "completed", verdict: "Every file is in the archive" }),
    job,
  );
  await page.getByText("No archive yet").waitFor({ state: "detached" });
});

test("names the archived files that are not as they were last seen, once one looks", async () => {
  await open("filled", "/archive");
  expect(await calls("catalog_check"), "a look is only taken when asked for").toEqual([]);
  await page.getByTestId("stale-look").click();
  await page.getByTestId("stale-list").getByText("IMG_4127.CR2").waitFor();
  await page
    .getByTestId("stale-found")
    .getByText("52 archived files are not as they were last seen")
    .waitFor();
  await page.getByText("The first 2 are shown.").waitFor();
});

test("what was taken over is listed and can be forgotten", async () => {
  await open("filled", "/archive", SIZES.small);
  await page.getByTestId("for-archivists").click();
  const row = page.getByTestId("import-taken").getByRole("row").filter({ hasText: "photos-2009.sha256" });
  await row.getByTestId("import-forget").click();
  await page.getByText("21,480 checksums are forgotten.").waitFor();
  await expect
    .poll(() => calls("import_forget"))
    .toEqual([{ path: "/home/anna/lists/photos-2009.sha256", job: null }]);
});

test("a list's folder can be named, and the preview is made anew below it", async () => {
  await open("filled", "/archive");
  await page.getByTestId("for-archivists").click();
  await page.getByTestId("import-file").click();
  await page.getByTestId("import-base").click();
  await page.getByText("Paths are taken as below /media/anna/Photos 2009").waitFor();
  await page.getByTestId("import-take").click();
  await page.getByTestId("import-done").waitFor();
  const base = "/media/anna/Photos 2009";
  expect((await calls("import_preview")).map((args) => (args as { base: string | null }).base)).toEqual([
    null,
    base,
  ]);
  await expect.poll(() => calls("import_take")).toMatchObject([{ base, trust: false }]);
});

test("a drive as it was opens folder by folder, by keyboard alone", async () => {
  await open("filled", "/drives");
  await page.getByTestId("drive-item").filter({ hasText: "Photos 2009" }).click();
  await page.getByTestId("drive-as-it-was").press("Enter");
  const tree = page.getByTestId("drive-tree");
  await tree.getByText("2009 Lisbon").waitFor();
  await tree.getByText("only on this drive").waitFor();
  expect(await calls("job_tree"), "nothing below is asked for before it is opened").toHaveLength(1);
  await tree.focus();
  await page.keyboard.press("ArrowRight");
  await tree.getByText("evening").waitFor();
  const lisbon = tree.getByRole("row").filter({ hasText: "2009 Lisbon" });
  await expect.poll(() => lisbon.getAttribute("aria-expanded")).toBe("true");
  const selects = tree.getByRole("row").filter({ hasText: "selects" });
  await expect.poll(() => selects.getAttribute("aria-level")).toBe("2");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  const files = tree.locator('[aria-level="3"]');
  await files.first().waitFor();
  const rows = await tree.getByRole("row").count();
  expect(rows, "of a hundred thousand files only those in view are drawn").toBeLessThan(80);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => files.count()).toBe(0);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => tree.getByText("evening").count()).toBe(0);
});

test("an old name leads to every place, and the file manager shows the one that is there", async () => {
  await open("filled", "/archive");
  await page.getByTestId("archive-search").fill("selects 4127");
  await page.getByTestId("archive-list").getByText("IMG_4127.CR2").click();
  await page.getByText("IMG_4127.CR2 is in the archive, on 2 drives").waitFor();
  await page.getByTestId("where-place").first().getByRole("button").click();
  await expect
    .poll(() => calls("where_reveal"))
    .toEqual([{ path: "/media/anna/Archive A/Pictures/2009/2009-08 Lisbon/IMG_4127.CR2" }]);
  await page.getByTestId("archive-search").fill("zzz");
  await page.getByText("No old path has “zzz” in it").waitFor();
});

test("checksums of others are looked through before they are taken over", async () => {
  await open("filled", "/archive");
  await page.getByTestId("for-archivists").click();
  await page.getByTestId("import-file").click();
  await page.getByTestId("import-preview").waitFor();
  expect(await calls("import_take"), "a preview takes nothing over").toEqual([]);
  await page.getByTestId("import-take").click();
  await page.getByTestId("import-done").waitFor();
  await expect
    .poll(() => calls("import_take"))
    .toEqual([{ path: "/home/anna/checksums.sha256", base: null, job: null, trust: false }]);
});
