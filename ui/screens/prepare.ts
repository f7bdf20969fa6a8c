/** Brings a page into the state that its picture shows. */
import type { Page } from "playwright-core";
import { PLAN_VIEW } from "./fixtures/job";
import { HISTORY, SNAPSHOT } from "./fixtures/live";
import type { Shown } from "./situations";

async function feedHistory(page: Page): Promise<void> {
  // The five minutes before now, told snapshot by snapshot while the page's clock moves along.
  const now = await page.evaluate(() => Date.now());
  const work = (ago: number) =>
    SNAPSHOT.drives.map((line) => {
      if (line.root === 3 && ago > 210) return { ...line, work: "reading" as const };
      return line.root === 2 && ago > 110 ? { ...line, work: "reading" as const } : line;
    });
  const steps = HISTORY.map(({ ago, rate }) => ({
    at: now - ago * 1000,
    snapshot: { ...SNAPSHOT, job: PLAN_VIEW.id, rate, drives: work(ago) },
  }));
  await page.evaluate(async (told) => {
    const real = Date.now;
    for (const { at, snapshot } of told) {
      Date.now = () => at;
      window.__send({ type: "snapshot", snapshot });
    }
    Date.now = real;
    window.__send({ type: "snapshot", snapshot: { ...told[told.length - 1]!.snapshot, rate: 68e6 } });
  }, steps);
}

const ACTS: Record<NonNullable<Shown["act"]>, (page: Page) => Promise<void>> = {
  history: feedHistory,
  row: async (page) => {
    await page.getByTestId("term-already_there").click();
    await page.getByText("IMG_4127.CR2").first().click();
    await page.locator('[data-testid="plan-list"] img, [role="dialog"] img').nth(3).waitFor();
  },
  repeats: async (page) => {
    await page.getByTestId("term-repeats").click();
    await page.locator('[data-testid="plan-list"] [data-kind="cells"]').first().waitFor();
    await page.getByTestId("plan-list").focus();
    await page.keyboard.press("ArrowDown");
  },
  folders: async (page) => {
    await page.getByTestId("term-already_there").click();
    await page.locator('input[value="folders"]').evaluate((radio: HTMLElement) => radio.click());
    await page.getByTestId("folder-list").waitFor();
  },
  noMatch: async (page) => {
    await page.getByTestId("plan-search").fill("zzz");
    await page.getByText(/[“„]zzz[”“]/).waitFor();
  },
  drop: async (page) => {
    await page.evaluate(() =>
      window.__emit("tauri://drag-enter", { paths: ["/media/anna/UNTITLED"], position: { x: 500, y: 300 } }),
    );
    await page.getByTestId("wizard-drop").getByText("UNTITLED").waitFor();
  },
  down: async (page) => {
    await page.getByRole("tablist").scrollIntoViewIfNeeded();
    await page.locator("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
    await page.waitForTimeout(100);
  },
  allFiles: async (page) => {
    await page.getByTestId("tab-all").click();
    await page.getByTestId("plan-list").waitFor();
    await page.getByTestId("all-files").scrollIntoViewIfNeeded();
  },
  stop: async (page) => {
    await page.getByTestId("live-stop").click();
    await page.getByTestId("stop-confirm").waitFor();
  },
  palette: async (page) => {
    await page.keyboard.press("Control+K");
    await page.locator("input.mantine-Spotlight-search").waitFor();
  },
  archivists: async (page) => {
    await page.getByTestId("for-archivists").click();
    await page.getByTestId("catalog-check").click();
    await page.getByTestId("import-file").click();
    await page.getByTestId("import-preview").waitFor();
    await page.getByTestId("archive-read-back").first().click();
    await page.getByTestId("archive-report").waitFor();
  },
  search: async (page) => {
    await page.getByTestId("archive-search").fill("lisbon");
    await page.getByTestId("archive-list").waitFor();
    await page.getByText("IMG_4127.CR2").first().click();
  },
  problems: async (page) => {
    await page.getByTestId("tab-problems").click();
    await page.getByTestId("retry-all").waitFor();
  },
  folder: async (page) => {
    await ACTS.folders(page);
    await page.getByTestId("folder-list").getByText("Sintra").first().click();
  },
  decide: async (page) => {
    await page.getByTestId("term-new").click();
    await page.locator('[data-testid="plan-list"] [data-kind="cells"]').first().click();
    // Beside the list, or in a drawer where there is no room for both.
    if ((page.viewportSize()?.width ?? 0) < 1200) await page.getByTestId("plan-list").press("Enter");
    await page.getByTestId("decide-leaveOut").click();
    await page.getByTestId("decide-reason").waitFor();
  },
  was: async (page) => {
    await ACTS.blue(page);
    await page.getByTestId("drive-as-it-was").click();
    await page.getByTestId("drive-tree").getByText("2009 Lisbon").waitFor();
    await page.getByTestId("drive-tree").focus();
    await page.keyboard.press("ArrowRight");
    await page.getByText("selects").first().waitFor();
    await page.getByTestId("drive-tree").scrollIntoViewIfNeeded();
  },
  stale: async (page) => {
    await page.getByTestId("stale-look").click();
    await page.getByTestId("stale-list").scrollIntoViewIfNeeded();
  },
  rescan: async (page) => {
    await ACTS.blue(page);
    await page.getByTestId("drive-rescan").click();
    await page.getByTestId("drive-exceptions").waitFor();
  },
  blue: async (page) => {
    await page.getByTestId("drive-item").filter({ hasText: "Photos 2009" }).click();
    await page.getByTestId("drive-files").waitFor();
  },
  away: async (page) => {
    await page.getByTestId("drive-item").filter({ hasText: "Iceland cards" }).click();
    await page.getByTestId("drive-detail").getByText("Iceland cards").waitFor();
  },
  options: async (page) => {
    const closed = page.getByTestId("option-change");
    await closed.first().waitFor();
    for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
  },
};

export async function prepare(page: Page, situation: Shown): Promise<void> {
  if (situation.ready) await page.getByTestId(situation.ready).first().waitFor();
  if (situation.act) await ACTS[situation.act](page);
  await settle(page);
}

/** Two frames: what was asked for is drawn. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
