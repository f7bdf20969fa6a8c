/** What comes over a screen or stands on it for a while, and how it is brought there. */
import type { Page } from "playwright-core";
import { PLAN_VIEW } from "./fixtures/job";

const JOB = `/job/${PLAN_VIEW.id}`;
const NOTICE = {
  title: "Photos 2009 was unplugged",
  body: "Old drives, November: reconnect it to go on with it.",
  urgent: true,
  opens: { screen: "live", job: PLAN_VIEW.id },
};

export interface Overlay {
  name: string;
  scenario: string;
  path: string;
  act: (page: Page) => Promise<void>;
}

const press = (page: Page, id: string) => page.getByTestId(id).first().press("Enter");
const seen = (page: Page, id: string) => page.getByTestId(id).first().waitFor();
const notice = (page: Page) => page.locator(".mantine-Notification-root").first().waitFor();
const drive = (page: Page) =>
  page.getByTestId("drive-item").filter({ hasText: "Photos 2009" }).press("Enter");

export const OVERLAYS: Overlay[] = [
  {
    name: "closing",
    scenario: "live",
    path: "/settings",
    act: async (page) => {
      await page.evaluate(() => window.__emit("app://close-asked", null));
      await seen(page, "close-quit");
    },
  },
  {
    name: "drop-curtain",
    scenario: "filled",
    path: "/",
    act: async (page) => {
      const paths = ["/media/anna/UNTITLED", "/media/anna/Photos 2009"];
      await page.evaluate(
        (all) => window.__emit("tauri://drag-enter", { paths: all, position: { x: 9, y: 9 } }),
        paths,
      );
      await seen(page, "drop-curtain");
    },
  },
  { name: "home-running", scenario: "live", path: "/", act: (page) => seen(page, "pill") },
  { name: "home-draft", scenario: "draft", path: "/", act: (page) => page.locator("h1").first().waitFor() },
  {
    name: "toast-saved",
    scenario: "filled",
    path: `${JOB}/plan`,
    act: async (page) => {
      await press(page, "plan-save");
      await notice(page);
    },
  },
  {
    name: "toast-notice",
    scenario: "live",
    path: "/settings",
    act: async (page) => {
      await page.evaluate((told) => window.__emit("app://toast", told), NOTICE);
      await notice(page);
    },
  },
  {
    name: "toast-refused",
    scenario: "retrying",
    path: `${JOB}/results`,
    act: async (page) => {
      await press(page, "results-retry");
      await notice(page);
      await seen(page, "results-resume");
    },
  },
  {
    name: "results-menu",
    scenario: "results",
    path: `${JOB}/results`,
    act: async (page) => {
      await press(page, "results-more");
      await page.getByRole("menuitem").first().waitFor();
    },
  },
  {
    name: "drive-renamed",
    scenario: "filled",
    path: "/drives",
    act: async (page) => {
      await drive(page);
      await press(page, "drive-rename");
      await seen(page, "drive-name");
    },
  },
  {
    name: "drive-checking",
    scenario: "checking",
    path: "/drives",
    act: async (page) => {
      await drive(page);
      await press(page, "drive-rescan");
      await page.evaluate(() =>
        window.__emit("check://progress", {
          check: "clearance",
          step: "reading",
          files: 1_204,
          bytes_done: 4e9,
          bytes_total: 8e9,
        }),
      );
      await seen(page, "check-stop");
    },
  },
  {
    name: "drive-stopped",
    scenario: "checking",
    path: "/drives",
    act: async (page) => {
      await drive(page);
      await press(page, "drive-rescan");
      await press(page, "check-stop");
      await seen(page, "check-stopped");
    },
  },
  {
    name: "drive-rebuilt",
    scenario: "rebuilt",
    path: "/drives",
    act: async (page) => {
      await drive(page);
      await press(page, "drive-more");
      // Its menu takes the focus a moment after it opens: a key could be another entry's.
      await page.getByTestId("drive-rebuild").click();
      await seen(page, "drive-restored");
    },
  },
  {
    name: "review-refused",
    scenario: "refused",
    path: "/new?step=review",
    act: async (page) => {
      await press(page, "review-start");
      await seen(page, "review-refused");
    },
  },
  {
    name: "archive-menu",
    scenario: "draft",
    path: "/new?step=archive",
    act: async (page) => {
      await page
        .getByTestId("archive-card")
        .first()
        .getByRole("button", { name: "Archive A" })
        .press("Enter");
      await page.getByRole("menuitem").first().waitFor();
    },
  },
  {
    name: "plan-take-in",
    scenario: "decided",
    path: `${JOB}/plan`,
    act: async (page) => {
      await press(page, "term-already_there");
      await page.locator('[data-testid="plan-list"] [data-kind="cells"]').first().click();
      await press(page, "decide-takeIn");
      await seen(page, "decide-reason");
    },
  },
  {
    name: "plan-not-yet",
    scenario: "unplanned",
    path: `${JOB}/plan`,
    act: (page) => page.locator("h1").waitFor(),
  },
  {
    name: "archive-nothing",
    scenario: "nowhere",
    path: "/archive",
    act: async (page) => {
      await page.getByTestId("archive-search").fill("lisbon");
      await page.getByText("“lisbon”").waitFor();
    },
  },
  {
    name: "plan-twins",
    scenario: "filled",
    path: `${JOB}/plan`,
    act: async (page) => {
      await press(page, "term-already_there");
      await page.getByText("beach final.jpg").first().click();
      await press(page, "plan-list");
      await seen(page, "file-inspector");
    },
  },
  {
    name: "archive-places",
    scenario: "filled",
    path: "/archive",
    act: async (page) => {
      await page.getByTestId("archive-search").fill("lisbon");
      await page.getByText("IMG_4127.CR2").first().click();
      await press(page, "archive-list");
    },
  },
  {
    name: "drive-menu",
    scenario: "filled",
    path: "/drives",
    act: async (page) => {
      await drive(page);
      await press(page, "drive-more");
      await seen(page, "drive-rebuild");
    },
  },
  {
    name: "finish-without",
    scenario: "away",
    path: `${JOB}/live`,
    act: async (page) => {
      await press(page, "finish-without");
      await seen(page, "finish-without-confirm");
    },
  },
  {
    name: "without-archive",
    scenario: "full",
    path: `${JOB}/live`,
    act: async (page) => {
      await press(page, "without-archive");
      await seen(page, "without-archive-confirm");
    },
  },
  {
    name: "results-why-not",
    scenario: "results",
    path: `${JOB}/results`,
    act: async (page) => {
      await press(page, "why-not");
      await seen(page, "plan-list");
    },
  },
  {
    name: "log-line",
    scenario: "filled",
    path: "/log",
    act: (page) => page.getByTestId("log-list").locator('[data-kind="cells"]').first().click(),
  },
];
