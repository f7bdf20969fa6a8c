/** Settings are changed one after the other: each change goes on from the one before, and the page shows it at once. */
import { call, type Settings } from "@/ipc";
import { keys, queryClient } from "./query";
import { complain } from "./toast";

let last: Promise<void> = Promise.resolve();

/** Told to the shell, which keeps it; what it keeps is shown when it has heard of every change. */
export function changeSettings(part: Partial<Settings>): void {
  const now = queryClient.getQueryData<Settings>(keys.settings);
  if (!now) return;
  const next = { ...now, ...part };
  queryClient.setQueryData(keys.settings, next);
  const mine = last.then(async () => {
    try {
      const kept = await call("settings_set", { settings: next });
      if (last === mine) queryClient.setQueryData(keys.settings, kept);
    } catch (error) {
      void queryClient.invalidateQueries({ queryKey: keys.settings });
      complain(error);
    }
  });
  last = mine;
}
