// @vitest-environment node
import { QueryObserver } from "@tanstack/react-query";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { JobSnapshot, RunMessage } from "@/ipc";

const shell = vi.hoisted(() => ({ say: (_message: RunMessage) => {}, refuse: false }));

vi.mock("@/ipc", () => ({
  startRun: (_id: string, _until: string, heard: (message: RunMessage) => void) => {
    shell.say = heard;
    return shell.refuse
      ? Promise.reject({ code: "busy", message: "In use", path: null, hint: null })
      : Promise.resolve();
  },
  watchRun: () => Promise.resolve(null),
}));

const { attach, isLive, start, takeEnd, takeSnapshot, useRuns } = await import("./runStore");
const { keys, queryClient } = await import("./query");

const NONE = { files: 0, bytes: 0 };
const SNAPSHOT: JobSnapshot = {
  job: "a",
  state: "running",
  paused: null,
  answered: false,
  phase: "copy",
  phases_done: [],
  bytes_done: 1,
  bytes_total: 2,
  files_done: 0,
  files_total: 0,
  rate: 10,
  eta_s: null,
  stalled_s: null,
  drives: [],
  current: [],
  equation: {
    found: NONE,
    copied: NONE,
    already_there: NONE,
    repeats: NONE,
    left_out: NONE,
    failed: NONE,
    to_do: NONE,
    undecided: NONE,
    expected_repeats: NONE,
    vanished: NONE,
  },
  problems: 0,
  elapsed_s: 1,
  sleep_prevented: false,
};

const line = (work: JobSnapshot["drives"][number]["work"]) => ({
  root: 1,
  name: "Card",
  destination: false,
  work,
  files_done: 0,
  files_total: 1,
  bytes_done: 0,
  bytes_total: 1,
  rate: 0,
  free: 0,
});

const run = () => useRuns.getState().runs.a;

beforeEach(() => {
  useRuns.setState({ runs: {} });
  shell.refuse = false;
});

describe("runs", () => {
  test("a job is live from its start to its end", async () => {
    await start("a", "summary");
    expect(isLive(run()), "it starts").toBe(true);
    shell.say({ type: "snapshot", snapshot: SNAPSHOT });
    expect(isLive(run()), "it runs").toBe(true);
    shell.say({
      type: "event",
      number: 1,
      event: { kind: "finished", state: "completed", verdict: "Done", exit_code: 0 },
    });
    await vi.waitFor(() => expect(isLive(run()), "it has ended").toBe(false), { timeout: 20_000 });
    expect(run()?.finished).toEqual({ state: "completed", verdict: "Done", exitCode: 0 });
  });

  test("a run that only writes its reports is not over yet", async () => {
    await start("a", "summary");
    shell.say({ type: "snapshot", snapshot: { ...SNAPSHOT, state: "completed" } });
    expect(isLive(run())).toBe(true);
  });

  test("a run is over when the lists that it has changed are there anew, and is told once", async () => {
    let arrives = () => {};
    let asked = 0;
    const list = new QueryObserver(queryClient, {
      queryKey: keys.jobs,
      queryFn: () =>
        new Promise<number>((resolve) => {
          asked += 1;
          arrives = () => resolve(asked);
        }),
    });
    const stop = list.subscribe(() => {});
    arrives();
    await vi.waitFor(() => expect(list.getCurrentResult().data).toBe(1), { timeout: 20_000 });
    await start("a", "summary");
    shell.say({ type: "snapshot", snapshot: SNAPSHOT });
    const over = takeEnd("a", "interrupted", "Stopped", 130);
    void takeEnd("a", "interrupted", "Stopped", 3);
    expect(asked, "the list is asked for when it runs, and again when it has ended").toBe(3);
    expect(isLive(run()), "while the old one is shown, so is the run").toBe(true);
    arrives();
    await over;
    expect(list.getCurrentResult().data).toBe(3);
    expect(run()?.finished?.exitCode).toBe(130);
    stop();
  });

  test("the lists are asked for at each turn of a run, and not with each of its numbers", () => {
    const asked = vi.spyOn(queryClient, "invalidateQueries");
    const lists = () => asked.mock.calls.filter(([what]) => what?.queryKey === keys.jobs).length;
    takeSnapshot(SNAPSHOT, 1_000);
    for (let step = 1; step < 20; step += 1) takeSnapshot({ ...SNAPSHOT, bytes_done: step }, 1_000 + step);
    expect(lists(), "it runs").toBe(1);
    takeSnapshot({ ...SNAPSHOT, state: "paused", paused: "user" }, 2_000);
    expect(lists(), "it is paused").toBe(2);
    takeSnapshot(SNAPSHOT, 3_000);
    takeSnapshot({ ...SNAPSHOT, phase: "verify" }, 4_000);
    expect(lists(), "it goes on, and reads back").toBe(4);
    asked.mockRestore();
  });

  test("a start that is refused leaves nothing behind and is thrown as it came", async () => {
    shell.refuse = true;
    await expect(start("a", "plan")).rejects.toMatchObject({ code: "busy" });
    expect(isLive(run())).toBe(false);
  });

  test("the graph holds five minutes and no more", () => {
    for (let second = 0; second <= 400; second += 1)
      takeSnapshot({ ...SNAPSHOT, rate: second }, second * 1000);
    expect(run()?.graph).toHaveLength(301);
    expect(run()?.graph[0]?.rate).toBe(100);
  });

  test("a drive that goes away is marked in the graph once", () => {
    takeSnapshot({ ...SNAPSHOT, drives: [line("reading")] }, 1_000);
    takeSnapshot({ ...SNAPSHOT, drives: [line("missing")] }, 2_000);
    takeSnapshot({ ...SNAPSHOT, drives: [line("missing")] }, 3_000);
    expect(run()?.marks).toEqual([{ at: 2_000, drive: "Card", what: "missing" }]);
  });

  test("a snapshot of a paused job is live, one after the end is not", async () => {
    takeSnapshot({ ...SNAPSHOT, state: "paused", paused: "user" });
    expect(isLive(run())).toBe(true);
    await takeEnd("a", "interrupted", "Stopped", 130);
    takeSnapshot({ ...SNAPSHOT, state: "interrupted" });
    expect(isLive(run())).toBe(false);
    expect(run()?.finished?.exitCode, "what ended it stays known").toBe(130);
  });

  test("attention is kept in order", async () => {
    await start("a", "summary");
    for (const message of ["one", "two"]) {
      shell.say({
        type: "event",
        number: 1,
        event: { kind: "attention", problem: { code: "x", message, path: null, hint: null } },
      });
    }
    expect(run()?.attention.map((problem) => problem.message)).toEqual(["one", "two"]);
  });

  test("attaching to a job that does not run says so", async () => {
    expect(await attach("a")).toBe(false);
  });
});
