// @vitest-environment node
import { beforeEach, expect, test, vi } from "vitest";
import type { Settings } from "@/ipc";
import { SETTINGS } from "../../screens/mock/answers";

const shell = vi.hoisted(() => ({
  kept: {} as Record<string, unknown>,
  refuses: false,
  /** The first answer comes last: nothing says in which order two calls end. */
  waits: [30, 0],
}));

vi.mock("@/ipc", () => ({
  asProblem: (refused: unknown) => refused,
  call: async (name: string, { settings }: { settings: Record<string, unknown> }) => {
    if (name !== "settings_set") throw new Error(name);
    await new Promise((done) => setTimeout(done, shell.waits.shift() ?? 0));
    if (shell.refuses) throw new Error("no room");
    shell.kept = settings;
    return { ...settings };
  },
}));

const complain = vi.hoisted(() => vi.fn());
vi.mock("./toast", () => ({ complain }));

const { changeSettings } = await import("./settings");
const { keys, queryClient } = await import("./query");
const shown = () => queryClient.getQueryData<Settings>(keys.settings);

beforeEach(() => {
  queryClient.setQueryData(keys.settings, SETTINGS);
  shell.refuses = false;
  shell.waits = [30, 0];
});

test("of two quick changes neither undoes the other", async () => {
  const both = { ...SETTINGS, theme: "dark", zoom: 150 };
  changeSettings({ theme: "dark" });
  changeSettings({ zoom: 150 });
  expect(shown(), "shown at once").toEqual(both);
  await vi.waitFor(() => expect(shell.kept).toEqual(both));
  expect(shown()).toEqual(both);
});

test("a change that is not kept is told, and the next one is kept all the same", async () => {
  shell.refuses = true;
  changeSettings({ theme: "dark" });
  await vi.waitFor(() => expect(complain).toHaveBeenCalled());
  shell.refuses = false;
  changeSettings({ zoom: 125 });
  await vi.waitFor(() => expect(shell.kept).toMatchObject({ zoom: 125 }));
});
