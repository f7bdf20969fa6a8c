// @vitest-environment node
import { beforeEach, expect, test, vi } from "vitest";
import { SNAPSHOT } from "../../screens/fixtures/live";

const shell = vi.hoisted(() => ({
  said: [] as string[],
  retry: () => Promise.resolve(1),
  answer: () => Promise.resolve(),
}));

vi.mock("@/ipc", () => ({
  asProblem: (refused: unknown) => refused,
  call: (name: string) => {
    shell.said.push(name);
    if (name === "job_retry") return shell.retry();
    return name === "run_answer" ? shell.answer() : Promise.resolve(null);
  },
  startRun: () => {
    shell.said.push("run_start");
    return Promise.resolve();
  },
}));

const { lookAgain, retry } = await import("./runAgain");
const { start, takeEnd, takeSnapshot, useRuns } = await import("./runStore");

beforeEach(async () => {
  shell.retry = () => Promise.resolve(1);
  shell.answer = () => Promise.resolve();
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
  await vi.waitFor(() => expect(shell.said).toContain("run_stop"), { timeout: 20_000 });
  void takeEnd("a", "interrupted", "Stopped", 130);
  await retried;
  expect(shell.said).toEqual(["job_retry", "run_stop", "job_retry", "run_start"]);
});

test("a run that is about to end is waited for", async () => {
  shell.retry = () => Promise.reject({ code: "not_running", message: "it ends", path: null, hint: null });
  const retried = retry("a");
  await vi.waitFor(() => expect(shell.said).toContain("run_stop"), { timeout: 20_000 });
  shell.retry = () => Promise.resolve(1);
  void takeEnd("a", "completed_with_errors", "Finished", 1);
  await retried;
  expect(shell.said.slice(-2)).toEqual(["job_retry", "run_start"]);
});

test("what is back is told to the run that is under way", async () => {
  await lookAgain("a");
  expect(shell.said).toEqual(["run_answer"]);
});

test("a run that is about to end is begun again, and what was seen of it stays", async () => {
  shell.answer = () => Promise.reject({ code: "not_running", message: "it ends", path: null, hint: null });
  takeSnapshot({ ...SNAPSHOT, job: "a", rate: 7 });
  const gone = lookAgain("a");
  await vi.waitFor(() => expect(shell.said).toContain("run_stop"), { timeout: 20_000 });
  void takeEnd("a", "interrupted", "Stopped", 130);
  await gone;
  expect(shell.said.slice(-2)).toEqual(["run_stop", "run_start"]);
  const now = useRuns.getState().runs.a;
  expect(now?.graph.map((point) => point.rate)).toEqual([7]);
  expect(now?.snapshot?.rate).toBe(7);
  expect(now?.finished).toBeNull();
});
