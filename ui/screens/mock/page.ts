/** Stands in for the shell inside the page: bundled by the screen tests and run before the window's own script. */
import { emit } from "@tauri-apps/api/event";
import { mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import type { RunMessage } from "@/ipc";
import { NOW } from "../fixtures/job";
import type { Calls, Scenario } from "./answers";
import { scenarios } from "./scenarios";

declare global {
  interface Window {
    __scenario: string;
    __faults: string[];
    /** Everything that the shell answered. */
    __answers: unknown[];
    __calls: { name: string; args: unknown }[];
    __emit: (event: string, payload: unknown) => Promise<void>;
    __send: (message: RunMessage) => void;
    __TAURI_INTERNALS__: {
      runCallback: (id: number, message: unknown) => void;
      invoke: (name: string, args?: unknown, options?: unknown) => Promise<unknown>;
    };
  }
}

window.__calls = [];
window.__answers = [];
window.__faults = [];
window.addEventListener("error", (event) => window.__faults.push(event.message));
/** Who listens to what, by the number that listening was answered with. */
const listening = new Map<number, string>();

/** Tells an event as soon as the page listens to it: the shell's own would come again, a test's comes once. */
window.__emit = async (event, payload) => {
  while (![...listening.values()].includes(event)) await new Promise((done) => setTimeout(done, 5));
  window.__answers.push(payload);
  await emit(event, payload);
};

let channel: { id: number; index: number } | null = null;
/** What was said before anybody heard it. */
let waiting: RunMessage[] = [];

function send(message: RunMessage): void {
  if (!channel) {
    waiting.push(message);
    return;
  }
  window.__TAURI_INTERNALS__.runCallback(channel.id, { index: channel.index, message });
  channel.index += 1;
}
window.__send = send;

function attach(args: Record<string, unknown>): void {
  const given = args.channel as { id?: number } | undefined;
  if (given?.id === undefined) return;
  channel = { id: given.id, index: 0 };
  const early = waiting;
  waiting = [];
  // After the answer to the call that brought the channel.
  setTimeout(() => early.forEach(send), 0);
}

function answer(scenario: Scenario, name: string, args: Record<string, unknown>): unknown {
  if (name === "run_start" || name === "run_watch") attach(args);
  if (name === "run_start") setTimeout(() => scenario.started?.(send), 0);
  const reply = scenario.commands[name as keyof Calls];
  if (!reply) throw { code: "unknown", message: `No answer for ${name}`, path: null, hint: null };
  try {
    const said = (reply as (given: unknown) => unknown)(args);
    void Promise.resolve(said).then(
      (told) => window.__answers.push(told),
      () => undefined,
    );
    return said;
  } catch (refused) {
    window.__answers.push(refused);
    throw refused;
  }
}

const scenario = scenarios[window.__scenario] ?? scenarios.empty;
mockWindows("main");
mockIPC(
  (name, args) => {
    const given = (args ?? {}) as Record<string, unknown>;
    window.__calls.push({ name, args: given });
    if (!scenario) throw new Error("no scenario");
    return answer(scenario, name, given);
  },
  { shouldMockEvents: true },
);

const { invoke } = window.__TAURI_INTERNALS__;
window.__TAURI_INTERNALS__.invoke = async (name, args, options) => {
  const answered = await invoke(name, args, options);
  const given = (args ?? {}) as { event?: string; eventId?: number };
  if (name === "plugin:event|listen" && given.event) listening.set(answered as number, given.event);
  if (name === "plugin:event|unlisten" && given.eventId !== undefined) listening.delete(given.eventId);
  return answered;
};

if (scenario?.draft)
  localStorage.setItem("ingather.draft", JSON.stringify({ ...scenario.draft, savedMs: NOW }));
