// The shell's commands as the page's own code calls them; a refusal is returned as `{ refused }`.

/** Calls a command. */
export const call = (page, name, args = {}) =>
  page.run((command, given) => window.__TAURI_INTERNALS__.invoke(command, given).catch((refused) => ({ refused })), name, args);

/** Starts a run and resolves with all that its channel said when it has finished. */
export function run(page, id, until) {
  return page.run((job, phase) => new Promise((resolve, reject) => {
    const heard = [];
    const { invoke, transformCallback } = window.__TAURI_INTERNALS__;
    const channel = transformCallback(({ message }) => {
      if (!message) return;
      heard.push(message);
      if (message.type === "event" && message.event.kind === "finished") resolve(heard);
    });
    invoke("run_start", { id: job, until: phase, channel: `__CHANNEL__:${channel}` }).catch(reject);
  }), id, until);
}

/** Starts a run and waits for nothing. */
export const begin = (page, id, until) => page.run((job, phase) => {
  const { invoke, transformCallback } = window.__TAURI_INTERNALS__;
  return invoke("run_start", { id: job, until: phase, channel: `__CHANNEL__:${transformCallback(() => {})}` });
}, id, until);

/** What a job of these folders is asked to do. */
export const config = (name, sources, destinations, part = {}) => ({
  name, sources, destinations, pools: [], verify: "deep", layout: "drive", exclude: [], include: [], junk: "keep",
  repeats: "leave-out", exact_plan: false, fill: false, threads: 0, ...part,
});

/** The first page of a job's files that match. */
export const files = (page, id, query) =>
  call(page, "job_files", { id, query: { search: "", sort: "path", descending: false, offset: 0, limit: 200, ...query } });
