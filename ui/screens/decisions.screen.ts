/** What one changes and looks at anew: decisions with reasons, clearance, retries, an old file's whereabouts, settings as a file. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Browser, SIZES, startBrowser } from "./browser";
import { PLAN_VIEW } from "./fixtures/job";
import { SNAPSHOT } from "./fixtures/live";
import { focused } from "./focus";

const JOB = `/job/${PLAN_VIEW.id}`;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
});
afterEach(() => page?.context().close());
afterAll(() => browser.close());

async function open(scenario: string, path: string): Promise<Page> {
  page = await browser.open({ scenario, path, theme: "light", size: SIZES.wide });
  return page;
}

const calls = (name: string) =>
  page.evaluate(
    (wanted) => window.__calls.filter((call) => call.name === wanted).map((call) => call.args),
    name,
  );
const order = (...names: string[]) =>
  page.evaluate(
    (wanted) => window.__calls.map((call) => call.name).filter((name) => wanted.includes(name)),
    names,
  );

test("a folder is left out with its reason, and the sum follows", async () => {
  await open("decided", `${JOB}/plan`);
  await page.locator('input[value="folders"]').evaluate((radio: HTMLElement) => radio.click());
  await page.getByTestId("folder-list").getByText("people").first().click();
  await page.getByTestId("decide-leaveOut").click();
  expect(await page.getByTestId("decide-confirm").isDisabled(), "no decision without a reason").toBe(true);
  await page.getByTestId("decide-reason").fill("not ours");
  await page.keyboard.press("Enter");
  await page.getByText("94 files are left out now.").waitFor();
  await expect
    .poll(() => calls("job_leave_out"))
    .toEqual([{ id: PLAN_VIEW.id, selection: { files: [], folders: [103] }, reason: "not ours" }]);
  await page.getByTestId("term-left_out").getByText("254").waitFor();
  const made = page.getByTestId("just-decided");
  await made.getByText("is left out by you: “not ours”").waitFor();
  expect(await page.getByTestId("folder-inspector").count(), "nothing says that it is still to copy").toBe(0);
  await expect.poll(() => page.getByTestId("plan-copy").innerText()).toBe("Copy up to 11,940 files");
});

test("making the plan exact says how long that takes, where it is known how fast the drives are", async () => {
  await open("filled", `${JOB}/plan`);
  const said = async () => (await page.getByTestId("make-exact").innerText()).replaceAll("\u00a0", " ");
  await expect.poll(said).toBe("Make it exact now, about 2 min");
  await page.context().close();
  await open("unmeasured", `${JOB}/plan`);
  await expect.poll(said, { message: "no guess" }).toBe("Make it exact now");
});

test("the plan says how long the copy takes as far as that is known", async () => {
  const said = async (scenario: string, size = SIZES.wide) => {
    page = await browser.open({ scenario, path: `${JOB}/plan`, theme: "light", size });
    const head = page.getByTestId("plan-head");
    await head.waitFor();
    const text = (await head.innerText()).replaceAll("\u00a0", " ");
    await page.context().close();
    return text;
  };
  expect(await said("filled")).toContain("about 2 h 55 min");
  const first = await said("new_archive");
  expect(first, "no job has filled this archive yet").toContain("at least 2 h 55 min");
  expect(first).toContain("if the archive keeps up");
  expect(await said("new_archive", SIZES.small)).toContain("at least 2 h 55 min");
  expect(await said("unmeasured"), "no guess").toContain("not known yet");
});

test("what could not be read for an exact plan is not said to resemble anything", async () => {
  await open("unread", `${JOB}/plan`);
  await page
    .getByText("212 new files (6.1\u00a0GB) are still open: they could not be read", { exact: false })
    .waitFor();
  await expect.poll(() => page.getByTestId("make-exact").innerText()).toBe("Try again now");
  await expect.poll(() => page.locator("h1").innerText()).toMatch(/^Up to 12,034 files are new\./);
  await page.context().close();
  await open("exact", `${JOB}/plan`);
  await expect
    .poll(() => page.locator("h1").innerText(), { message: "settled" })
    .toMatch(/^12,034 files are new\./);
});

test("a file that needs no copy is copied anyway, by keyboard alone", async () => {
  await open("filled", `${JOB}/plan`);
  await page.getByTestId("term-already_there").click();
  await page.getByTestId("plan-list").getByText("IMG_4127.CR2").first().waitFor();
  await page.getByTestId("plan-list").focus();
  await page.keyboard.press("ArrowDown");
  await page.getByTestId("decide-takeIn").press("Enter");
  await expect.poll(async () => (await focused(page)).what).toBe("decide-reason");
  await page.keyboard.type("keep the set whole");
  await page.getByTestId("decide-confirm").press("Enter");
  await expect.poll(() => calls("job_take_in")).toHaveLength(1);
  await expect
    .poll(() => calls("job_take_in"))
    .toMatchObject([{ reason: "keep the set whole", selection: { folders: [] } }]);
});

test("folders are ranked by what one decision settles", async () => {
  await open("filled", `${JOB}/plan`);
  await page.locator('input[value="folders"]').evaluate((radio: HTMLElement) => radio.click());
  await page.getByText("All of this is also in Archive A").first().waitFor();
  expect(await calls("job_folders")).toContainEqual(
    expect.objectContaining({ query: expect.objectContaining({ sort: "settles", descending: true }) }),
  );
});

test("Rescan looks anew and lists what stands in the way; Re-read reads everything", async () => {
  await open("filled", "/drives");
  await page.getByTestId("drive-item").filter({ hasText: "Photos 2009" }).click();
  await page.getByTestId("drive-rescan").click();
  await page.getByTestId("drive-exceptions").waitFor();
  await page.getByTestId("drive-detail").getByText("Not yet: 7 files not in any archive").waitFor();
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

test("what was just decided can be taken back where it is told", async () => {
  await open("decided", `${JOB}/plan`);
  await page.locator('[data-testid="plan-list"] [data-kind="cells"]').first().click();
  await page.getByTestId("decide-leaveOut").click();
  await page.getByTestId("decide-reason").fill("blurred");
  await page.keyboard.press("Enter");
  const made = page.getByTestId("just-decided");
  await made.getByText("is left out by you: “blurred”").waitFor();
  await made.getByTestId("decide-takeIn").click();
  await page.getByTestId("decide-reason").fill("sharp enough");
  await page.keyboard.press("Enter");
  await made.getByText("will be copied: “sharp enough”").waitFor();
  await expect.poll(() => order("job_leave_out", "job_take_in")).toEqual(["job_leave_out", "job_take_in"]);
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

test("a list says what it means to be in it until a file is chosen", async () => {
  await open("filled", `${JOB}/plan`);
  const meaning = page.getByTestId("term-meaning");
  await meaning.getByText("nothing in the archive is ever overwritten").waitFor();
  await page.getByTestId("term-already_there").click();
  await meaning.getByText("They need no copy.").waitFor();
  await page.locator('[data-testid="plan-list"] [data-kind="cells"]').first().click();
  await page.getByTestId("file-inspector").waitFor();
  expect(await meaning.count(), "then the file is told about").toBe(0);
});

test("a repeat that waits for its twin's copy is shown beside the twin, and can be copied all the same", async () => {
  await open("expected", `${JOB}/plan`);
  await page.getByTestId("term-repeats").click();
  await page.locator('[data-testid="plan-list"] [data-kind="cells"]').first().click();
  const chosen = page.getByTestId("file-inspector");
  await chosen.getByText("The same content, twice on the drives").waitFor();
  await chosen.getByText("The twin will be copied; this one then needs no copy of its own.").waitFor();
  expect(await chosen.innerText(), "nothing is called new that repeats").not.toContain("Not archived yet");
  await chosen.getByTestId("decide-takeIn").waitFor();
  expect(await chosen.getByTestId("decide-leaveOut").count(), "there is nothing to leave out").toBe(0);
});

test("while contents are compared it is still said how many files were found", async () => {
  await open("live", `${JOB}/live`);
  await page.evaluate((snapshot) => window.__send({ type: "snapshot", snapshot }), {
    ...SNAPSHOT,
    phase: "checksum" as const,
    phases_done: ["analyze" as const, "pool" as const],
    equation: { ...SNAPSHOT.equation, found: { files: 0, bytes: 0 } },
    drives: SNAPSHOT.drives.map((line) => ({
      ...line,
      work: "reading" as const,
      files_done: 12,
      files_total: 40,
    })),
  });
  await page.getByText("48,210 files").waitFor();
  await page.getByText("12 of 40 files compared").first().waitFor();
});

test("Retry lets the files wait again in the same run, which goes on", async () => {
  await open("live", `${JOB}/live`);
  await page.getByTestId("tab-problems").click();
  await page.getByTestId("retry-all").click();
  await expect.poll(() => calls("job_retry")).toEqual([{ id: PLAN_VIEW.id, selection: null }]);
  await page.getByTestId("retry-file").first().click();
  await expect.poll(() => calls("job_retry")).toHaveLength(2);
  expect(await order("run_stop", "run_start"), "nothing is stopped").toEqual([]);
  await page.getByTestId("live").waitFor();
});

test("problems are listed as they happen, under the pointer too, with few questions", async () => {
  await open("failing", `${JOB}/live`);
  await page.getByTestId("tab-problems").click();
  const rows = page.getByTestId("live-list").getByRole("row");
  await rows.last().waitFor();
  const listed = await rows.count();
  await rows.last().hover();
  const last = await rows.nth(listed - 1).innerText();
  const asked = async () => (await calls("job_files")).length;
  const before = await asked();
  // All of them from inside the page: between two calls from here much time may pass.
  await page.evaluate(
    async (told) => {
      for (const snapshot of told) {
        window.dispatchEvent(new Event("failed"));
        window.__send({ type: "snapshot", snapshot });
        await Promise.resolve();
      }
    },
    Array.from({ length: 20 }, (_, step) => ({
      ...SNAPSHOT,
      equation: { ...SNAPSHOT.equation, failed: { ...SNAPSHOT.equation.failed, files: 5 + step } },
    })),
  );
  await page.clock.runFor(2_100);
  await expect.poll(() => rows.count()).toBeGreaterThan(listed);
  expect(await asked(), "one question for all of them").toBe(before + 1);
  expect(await rows.nth(listed - 1).innerText(), "no row moves").toBe(last);
  await page.clock.runFor(10_000);
  expect(await asked(), "and none while nothing fails").toBe(before + 1);
});

test("after a retry that was refused no file is called unreadable that waits again", async () => {
  await open("retrying", `${JOB}/results`);
  await page.getByText("IMG_4131.CR2").waitFor();
  await page.getByTestId("results-retry").click();
  await page.getByText("Photos 2009 is not connected").first().waitFor();
  await page.getByText("IMG_4131.CR2").waitFor({ state: "detached" });
  await page.getByTestId("results-resume").waitFor();
});

test("the others carry on is said only while one does", async () => {
  await open("live", `${JOB}/live`);
  const card = page.getByTestId("banner-missing");
  await card.getByText("The others carry on.").waitFor();
  await page.evaluate((snapshot) => window.__send({ type: "snapshot", snapshot }), {
    ...SNAPSHOT,
    drives: SNAPSHOT.drives.map((line) =>
      line.name === "Photos 2009" ? { ...line, work: "finished" as const } : line,
    ),
  });
  await card.getByText("The others carry on.").waitFor({ state: "detached" });
  await card.getByText("What waits can also be brought in later.").waitFor();
  expect(await card.getByTestId("finish-without").count(), "there is a way on").toBe(1);
});

test("finishing without a drive is said to the run, which goes on", async () => {
  await open("live", `${JOB}/live`);
  await page.getByTestId("finish-without").click();
  await page.getByTestId("finish-without-confirm").click();
  await expect.poll(() => calls("run_answer")).toHaveLength(1);
  const [said] = (await calls("run_answer")) as { way: { kind: string; source: number; reason: string } }[];
  expect(said?.way).toMatchObject({ kind: "without_source", source: 3 });
  expect(said?.way.reason).toContain("Card reader dump");
  expect(await order("run_stop", "run_start"), "nothing is stopped").toEqual([]);
  const isShut = () => page.getByTestId("finish-without").isDisabled();
  await expect.poll(isShut, { message: "it is said once" }).toBe(true);
  await page.getByTestId("live").waitFor();
});

test("an answer that waits for the file in hand says which one, and until when", async () => {
  await open("live", `${JOB}/live`);
  const said = page.getByTestId("banner-missing").getByTestId("answer-waits");
  const tell = (answered: boolean) =>
    page.evaluate((snapshot) => window.__send({ type: "snapshot", snapshot }), { ...SNAPSHOT, answered });
  await tell(true);
  await said.getByText("as soon as MVI_4513.MOV is finished").waitFor();
  await tell(false);
  await said.waitFor({ state: "detached" });
});

test("a drive that is back is gone on with in the same run", async () => {
  await open("back", `${JOB}/live`);
  await page.getByText("is connected again").waitFor();
  await page.getByTestId("banner-go-on").click();
  await expect.poll(() => calls("run_answer")).toEqual([{ id: PLAN_VIEW.id, way: { kind: "look_again" } }]);
  expect(await order("run_stop", "run_start"), "nothing is stopped").toEqual([]);
  await page.getByText("Going on…").waitFor();
  // It did not work: the run says so once more, and the button is there again.
  await page.evaluate(() =>
    window.__send({
      type: "event",
      number: 9,
      event: {
        kind: "attention",
        problem: { code: "drive_missing", message: "It is not connected", path: null, hint: null },
      },
    }),
  );
  await expect.poll(() => page.getByTestId("banner-go-on").isEnabled()).toBe(true);
});

test("a full archive is left behind, and the run goes on with the other one", async () => {
  await open("full", `${JOB}/live`);
  await page.getByTestId("without-archive").click();
  await page.getByTestId("without-archive-confirm").click();
  await expect
    .poll(() => calls("run_answer"))
    .toEqual([{ id: PLAN_VIEW.id, way: { kind: "without_archive", destination: 12 } }]);
  expect(await order("run_stop", "run_start"), "nothing is stopped").toEqual([]);
});

test("the only archive full: room is made, another one takes the rest, or it ends with what is there", async () => {
  await open("fullAlone", `${JOB}/live`);
  const card = page.getByTestId("banner-full");
  await card.getByText("Archive A is full").waitFor();
  await card.getByText("3,174 files (108.9 GB) wait; nothing is lost.").waitFor();
  await page.getByText("for room in an archive").waitFor();
  await card.getByTestId("banner-go-on").click();
  await expect.poll(() => calls("run_answer")).toEqual([{ id: PLAN_VIEW.id, way: { kind: "look_again" } }]);

  await card.getByTestId("finish-here").click();
  await page.getByTestId("finish-here-confirm").click();
  await expect.poll(() => calls("run_stop")).toHaveLength(1);

  await open("fullAlone", `${JOB}/live`);
  await page.getByTestId("archive-elsewhere").click();
  await expect.poll(() => calls("run_stop")).toHaveLength(1);
  await page.evaluate(() =>
    window.__send({
      type: "event",
      number: 9,
      event: { kind: "finished", state: "interrupted", verdict: "Stopped", exit_code: 130 },
    }),
  );
  await expect.poll(() => calls("run_start")).toHaveLength(1);
  const full = "/media/anna/Archive A/From old drives";
  await expect.poll(() => calls("job_drop_archive")).toEqual([{ id: PLAN_VIEW.id, path: full }]);
  const updates = (await calls("job_update")) as { config: { destinations: string[]; pools: string[] } }[];
  expect(updates[0]?.config.destinations.length, "the other archive joins first").toBeGreaterThan(1);
  expect(updates[1]?.config.pools, "what is in the full one counts").toContain(full);
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

test("what is shortened says all of itself under the pointer", async () => {
  await open("million", `${JOB}/plan`);
  await page.setViewportSize(SIZES.zoomed);
  await page.getByTestId("term-already_there").click();
  const reason = page.getByText("Same content, other name").first();
  await reason.hover();
  await expect.poll(() => reason.getAttribute("title")).toBe("Same content, other name");
});
