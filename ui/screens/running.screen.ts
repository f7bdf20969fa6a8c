/** A run as it is watched: what waits for somebody, how it goes on, and what failed. */
import { expect, test } from "vitest";
import type { JobSnapshot } from "@/ipc";
import { PLAN_VIEW } from "./fixtures/job";
import { LOOKING, PAUSED, SNAPSHOT } from "./fixtures/live";
import { calls, open, order, page } from "./onePage";

const JOB = `/job/${PLAN_VIEW.id}`;

const tell = (snapshot: JobSnapshot) =>
  page.evaluate((now) => window.__send({ type: "snapshot", snapshot: now }), snapshot);

test("what a drive does is paused with the job, and goes on with it", async () => {
  await open("live", `${JOB}/live`);
  const line = (name: string) => page.getByTestId("drive-lines").getByRole("row").filter({ hasText: name });
  await line("Photos 2009").getByText("Reading").waitFor();
  await tell(PAUSED);
  await line("Photos 2009").getByText("Paused").waitFor();
  await line("Archive A").getByText("Paused").waitFor();
  await line("Lisbon backup").getByText("you can unplug it").waitFor();
  await line("Card reader dump").getByText("Unplugged, waiting").waitFor();
  await tell(SNAPSHOT);
  await line("Photos 2009").getByText("Reading").waitFor();
  await line("Archive A").getByText("Writing").waitFor();
  expect(await page.getByTestId("drive-lines").getByText("Paused").count()).toBe(0);
});

test("a drive that is looked at or compared is paused with the job, too", async () => {
  await open("looking", `${JOB}/live`);
  const line = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await line("Lisbon backup").getByText("11,306 so far").waitFor();
  await tell({ ...LOOKING, state: "paused", paused: "user" });
  await line("Lisbon backup").getByText("Paused").waitFor();
  await line("Photos 2009").getByText("21,480 files").waitFor();
  await tell(LOOKING);
  await line("Lisbon backup").getByText("11,306 so far").waitFor();
});

test("the figure says what is copied of what the plan called new, and what is only compared is named so", async () => {
  await open("live", `${JOB}/live`);
  const figure = page.getByTestId("live-figure");
  const said = async (what = figure) => (await what.innerText()).replaceAll("\u00a0", " ");
  await expect.poll(said).toMatch(/^301\.3 of 410\.2 GB/);
  const progress = page.getByRole("region", { name: "Progress" });
  await progress.getByText("Files copied").waitFor();
  const [file] = SNAPSHOT.current;
  if (!file) throw new Error("a file is being read");
  await tell({
    ...SNAPSHOT,
    current: [{ ...file, compares: true }],
    equation: { ...SNAPSHOT.equation, expected_repeats: { files: 1, bytes: 5e6 } },
  });
  await page.getByText(/compared first: 70\s% of 588\.2/).waitFor();
  await progress.getByText("3,174 files to go; 1 repeat needs no copy").waitFor();
});

test("a drive that is let go is ejected from its line, and what holds it is said", async () => {
  await open("live", `${JOB}/live`);
  const line = () => page.getByTestId("drive-lines").getByRole("row").filter({ hasText: "Lisbon backup" });
  const buttons = page.getByTestId("drive-lines").getByTestId("eject");
  await line().getByTestId("eject").waitFor();
  expect(await buttons.count(), "only where nothing is wanted any more").toBe(1);
  await line().getByTestId("eject").click();
  await expect.poll(() => calls("drive_eject")).toEqual([{ volume: "vol-2" }]);
  await page.getByText("Lisbon backup can be unplugged now.").waitFor();

  await page.context().close();
  await open("held", `${JOB}/live`);
  await line().getByTestId("eject").click();
  const told = "The drive is still used by gimp. Close what is open on it, then eject it again";
  await page.getByText(told, { exact: false }).waitFor();
  await expect
    .poll(() => line().getByTestId("eject").isEnabled(), { message: "one may try again" })
    .toBe(true);
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

test("a job that was stopped with its plan made leads to the plan, and copies nothing unseen", async () => {
  await open("stoppedAtPlan", `${JOB}/live`);
  await page.getByTestId("not-running").waitFor();
  expect(await page.getByTestId("resume").count()).toBe(0);
  await page.getByTestId("see-plan").click();
  await page.getByTestId("plan-copy").waitFor();
  expect(await order("run_start"), "nothing is started").toEqual([]);
});
