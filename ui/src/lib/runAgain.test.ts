// @vitest-environment node
import { beforeEach, expect, test, vi } from "vitest";

const shell = vi.hoisted(() => ({ said: [] as string[], retry: () => Promise.resolve(1) }));

vi.mock("@/ipc", () => ({
  asProblem: (refused: unknown) => refused,
  call: (name: string) => {
    shell.said.push(name);
    return name === "job_retry" ? shell.retry() : Promise.resolve(null);
  },
  startRun: () => {
    shell.said.push("run_start");
    return Promise.resolve();
  },
}));

const { retry } = await import("./runAgain");
const { start, takeEnd } = await import("./runStore");

beforeEach(async () => {
  shell.retry = () => Promise.resolve(1);
  await start("a", "summary");
  shell.said = [];
});

test("a run that is under way takes failed files up and is not stopped", async () => {
  await retry("a", [7]);
  expect(shell.said).toEqual(["job_retry"]);
});

test("what it does not take up gets another look: it stops safely and goes on", async () => {
  shell.retry = () => Promise.resolve(0);
  const retried = retry("a");
  await vi.waitFor(() => expect(shell.said).toContain("run_stop"));
  takeEnd("a", "interrupted", "Stopped", 130);
  await retried;
  expect(shell.said).toEqual(["job_retry", "run_stop", "job_retry", "run_start"]);
});

test("a run that is about to end is waited for", async () => {
  shell.retry = () => Promise.reject({ code: "not_running", message: "it ends", path: null, hint: null });
  const retried = retry("a");
  await vi.waitFor(() => expect(shell.said).toContain("run_stop"));
  shell.retry = () => Promise.resolve(1);
  takeEnd("a", "completed_with_errors", "Finished", 1);
  await retried;
  expect(shell.said.slice(-2)).toEqual(["job_retry", "run_start"]);
});
