/** The plan and what one decides in it, each with its reason and the way back. */
import { expect, test } from "vitest";
import { SIZES } from "./browser";
import { PLAN_VIEW } from "./fixtures/job";
import { focused } from "./focus";
import { calls, open, order, page } from "./onePage";

const JOB = `/job/${PLAN_VIEW.id}`;

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
    await open(scenario, `${JOB}/plan`, size);
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

test("what is shortened says all of itself under the pointer", async () => {
  await open("million", `${JOB}/plan`);
  await page.setViewportSize(SIZES.zoomed);
  await page.getByTestId("term-already_there").click();
  const reason = page.getByText("Same content, other name").first();
  await reason.hover();
  await expect.poll(() => reason.getAttribute("title")).toBe("Same content, other name");
});
