/** Small things that were cut, stood askew or lay over others in the windows that people have. */
import { expect, test } from "vitest";
import { SIZES } from "./browser";
import { PLAN_VIEW } from "./fixtures/job";
import { open, page } from "./onePage";

const JOB = `/job/${PLAN_VIEW.id}`;

test("in the smallest window it is said in full that a file is settled while copying", async () => {
  await open("filled", `${JOB}/plan`, SIZES.small);
  await page.getByTestId("term-new").click();
  const reason = page.getByTestId("plan-list").getByText("Settled while copying").first();
  await reason.waitFor();
  const cut = () => reason.evaluate((node) => node.scrollWidth - node.clientWidth);
  await expect.poll(cut).toBe(0);
});

test("what stands beside the plan's heading is as high as it", async () => {
  await open("short_heading", `${JOB}/plan`, SIZES.small);
  const heading = page.getByTestId("plan-head").locator("h1");
  const line = page.getByTestId("plan-head").locator("p").last();
  const middle = async (part: typeof heading) => {
    const box = await part.boundingBox();
    return box ? box.y + box.height / 2 : Number.NaN;
  };
  await line.waitFor();
  await expect.poll(async () => Math.abs((await middle(line)) - (await middle(heading)))).toBeLessThan(4);
});

test("a notice that waits for somebody leaves the header free in the smallest window at 200 %", async () => {
  await open("filled", "/", SIZES.least);
  await page.evaluate(
    (job) =>
      window.__emit("app://toast", {
        title: "Old drives needs you",
        body: "Photos 2009 went away; its other files wait. Connect it again, then resume",
        urgent: true,
        opens: { screen: "live", job },
      }),
    PLAN_VIEW.id,
  );
  const notice = page.getByRole("alert").filter({ hasText: "needs you" });
  await notice.waitFor();
  const header = page.locator("header").first();
  const free = async () => {
    const [above, below] = [await header.boundingBox(), await notice.boundingBox()];
    return above && below ? below.y - (above.y + above.height) : Number.NaN;
  };
  await expect.poll(free).toBeGreaterThanOrEqual(0);
  await page.getByTestId("palette-open").click();
});
