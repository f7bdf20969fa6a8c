/** What a new job is put together from: drives that overlap, folders that stay whole, checks that are left out. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Browser, SIZES, startBrowser } from "./browser";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
});
afterEach(() => page?.context().close());
afterAll(() => browser.close());

async function open(scenario: string, path: string): Promise<Page> {
  page = await browser.open({ scenario, path, theme: "light", size: SIZES.small });
  return page;
}

const kept = () => page.evaluate(() => JSON.parse(localStorage.getItem("ingather.draft") ?? "{}").config);
const drop = (path: string) =>
  page.evaluate(
    (where) => window.__emit("tauri://drag-drop", { paths: [where], position: { x: 1, y: 1 } }),
    path,
  );

test("a folder that lies in another one is said to, wherever it came from", async () => {
  await open("draft", "/new?step=drives");
  await drop("/media/anna/Photos 2009/Scans");
  await page
    .getByTestId("source-remark")
    .getByText("Lies in Photos 2009, which comes in already. Take one of them out.")
    .waitFor();
  await drop("/media/anna/Archive A/From old drives/Photos 2009");
  await page.getByText("what it holds does not count as archived").waitFor();
});

test("a drive tells what is free on it and of what kind it is", async () => {
  await open("draft", "/new?step=drives");
  const row = page.getByTestId("source-row").filter({ hasText: "Photos 2009" });
  await row.getByText(/free of 1\sTB/).waitFor();
  await row.getByText(/NTFS, (removable|hard disk|SSD or memory)/).waitFor();
});

test("an archive on a source's own drive is no second place", async () => {
  await open("beside", "/new?step=archive");
  await page
    .getByTestId("same-drive")
    .first()
    .getByText(/On the same drive as Photos 2009 and Card reader dump/)
    .waitFor();
});

test("folders that stay whole are a list that can be changed and put back", async () => {
  await open("draft", "/new?step=options");
  await page.getByTestId("option-archivists").getByTestId("option-change").click();
  const list = page.getByTestId("rules-bundles");
  expect(await list.inputValue(), "what is usual stands there").toContain("*.photoslibrary");
  await list.fill("*.photoslibrary\n\nMy catalogue.library ");
  await expect.poll(async () => (await kept()).bundles).toEqual(["*.photoslibrary", "My catalogue.library"]);
  await page.getByTestId("bundles-reset").click();
  await expect
    .poll(() => page.getByTestId("rules-bundles").inputValue())
    .toBe("*.photoslibrary\n*.lrlibrary\nVIDEO_TS");
});

test("each choice is what the command line calls it", async () => {
  await open("draft", "/new?step=options");
  await page.getByTestId("wizard-options").waitFor();
  const closed = page.getByTestId("option-change");
  await closed.first().waitFor();
  for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
  await page.getByText("Leave the second one out").click();
  await page.getByText("Copied every time").click();
  await page.getByText("Do not check").click();
  await page.getByRole("checkbox", { name: "MD5" }).check();
  await page.getByRole("checkbox", { name: "SHA-256" }).check();
  await expect.poll(kept).toMatchObject({ clashes: "skip", repeats: "keep", verify: "none" });
  await expect
    .poll(async () => (await kept()).checksums, { message: "in the order of the file" })
    .toEqual(["sha256", "md5"]);
  await page.getByTestId("next").click();
  await page.getByTestId("wizard-review").getByText("Do not check").waitFor();
});

test("a new job begins as the settings say", async () => {
  await open("careless", "/new");
  await page.getByTestId("wizard-drives").waitFor();
  await drop("/media/anna/Photos 2009");
  await page.getByTestId("source-row").waitFor();
  await expect.poll(kept).toMatchObject({ verify: "shallow", threads: 4 });
});

test("a draft learns anew which drive is at each of its paths", async () => {
  await open("moved", "/new?step=drives");
  await page.getByTestId("source-row").filter({ hasText: "Lisbon backup" }).getByText("exFAT").waitFor();
  expect(await page.getByTestId("source-remark").count(), "two drives are not taken for one").toBe(0);
  const stored = () =>
    page.evaluate(
      () =>
        JSON.parse(localStorage.getItem("ingather.draft") ?? "{}").folders?.["/media/anna/Lisbon backup"]
          ?.volume,
    );
  await expect.poll(stored, { message: "and keeps it" }).toBe("vol-2");
});

test("a drive that was unplugged since is said to be away, and is not taken for forbidden", async () => {
  await open("gone", "/new?step=drives");
  const row = page.getByTestId("source-row").filter({ hasText: "Lisbon backup" });
  await row.getByText("Not connected. Plug it in, or take it out.").waitFor();
  await page.getByTestId("next").click();
  await page
    .getByTestId("archive-card")
    .filter({ hasText: "Archive B" })
    .getByText("Not connected. Plug it in, or choose another place.")
    .waitFor();
});

test("drives that change while the draft is open are learnt of at once", async () => {
  await open("swapped", "/new?step=drives");
  const remark = page.getByTestId("source-remark");
  await remark.getByText("The same as Photos 2009, under another name.").waitFor();
  await page.evaluate(() => window.__emit("drives://changed", null));
  await remark.waitFor({ state: "detached" });
});
