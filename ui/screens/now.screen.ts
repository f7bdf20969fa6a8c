/** While a job runs or rests, Home and Drives say what is true at that moment, and ask no more than they must. */
import { expect, test } from "vitest";
import type { JobSnapshot } from "@/ipc";
import { PLAN_VIEW } from "./fixtures/job";
import { LOOKING, PAUSED, SNAPSHOT } from "./fixtures/live";
import { calls, open, page } from "./onePage";

const tell = (snapshot: JobSnapshot) =>
  page.evaluate((now) => window.__emit("run://snapshot", now), snapshot);
const asked = async (name: string) => (await calls(name)).length;

function copied(files: number, from = SNAPSHOT): JobSnapshot {
  const { equation } = from;
  const more = files - equation.copied.files;
  return {
    ...from,
    equation: {
      ...equation,
      copied: { ...equation.copied, files },
      to_do: { ...equation.to_do, files: equation.to_do.files - more },
    },
  };
}

/** So many files of the first drive are still to go. */
const toGo = (files: number, from = SNAPSHOT): JobSnapshot => ({
  ...from,
  drives: from.drives.map((line) =>
    line.root === 1 ? { ...line, files_done: line.files_total - files } : line,
  ),
});

test("Home says how far a job is while it runs, when it is paused, and after the last files in hand", async () => {
  await open("live", "/");
  const card = page.getByTestId("job-card").first();
  await card.getByText("8,860 of 12,034 new files").waitFor();
  await page.getByTestId("pill").waitFor();
  const before = await asked("jobs_list");
  await tell(toGo(1_800, copied(9_000)));
  await card.getByText("9,000 of 12,034 new files").waitFor();
  await card.getByText("connected, 1,800 files to go").waitFor();
  expect(await asked("jobs_list"), "nobody has to ask for that").toBe(before);
  await tell(copied(9_001, PAUSED));
  await card.getByText("Paused").waitFor();
  await card.getByText("9,001 of 12,034 new files").waitFor();
  await tell(copied(9_004, PAUSED));
  await card.getByText("9,004 of 12,034 new files").waitFor();
  await expect
    .poll(() => asked("jobs_list"), { message: "the list is asked for anew at the turn" })
    .toBeGreaterThan(before);
});

test("Drives says what a running job does with each drive, and calls none safe meanwhile", async () => {
  await open("results", "/drives");
  const item = (name: string) => page.getByTestId("drive-item").filter({ hasText: name });
  await item("Lisbon backup").getByText("Safe to wipe").waitFor();
  await tell(LOOKING);
  await item("Photos 2009").getByText("A job looks at it now").waitFor();
  await item("Lisbon backup").getByText("Check first").waitFor();
  await tell(SNAPSHOT);
  await item("Photos 2009").getByText("1,878 files to go in the job that runs").waitFor();
  await item("Lisbon backup").getByText("A job is through with it").waitFor();
  await tell(toGo(1));
  await item("Photos 2009").getByText("1 file to go in the job that runs").waitFor();
  await page.getByTestId("drive-detail").getByText("Not yet: 1 file to go in the job that runs").waitFor();
  await page.getByTestId("drive-job").getByText("Watch").waitFor();
  await page.evaluate(
    (id) =>
      window.__emit("run://finished", { id, state: "completed", verdict: "Every file is in the archive" }),
    PLAN_VIEW.id,
  );
  await item("Lisbon backup").getByText("Safe to wipe").waitFor();
});

test("a drive's own sum and list follow the run, and rest with it", async () => {
  await open("results", "/drives");
  await page.getByTestId("drive-item").filter({ hasText: "Photos 2009" }).click();
  await page.getByTestId("drive-sum").waitFor();
  await tell(SNAPSHOT);
  await page.clock.runFor(2_100);
  await page.getByTestId("drive-list").getByRole("row").first().waitFor();
  const before = await asked("job_files");
  for (const files of [8_900, 8_950, 9_000]) await tell(copied(files));
  await page.clock.runFor(2_100);
  await expect.poll(() => asked("job_files")).toBeGreaterThan(before);
  await page.clock.runFor(2_100);
  let after = -1;
  const rests = async () => {
    const last = after;
    after = await asked("job_files");
    return after === last;
  };
  await expect.poll(rests, { interval: 1_000 }).toBe(true);
  await page.clock.runFor(20_000);
  expect(await asked("job_files"), "nothing is asked while nothing happens").toBe(after);
});
