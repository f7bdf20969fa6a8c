/** Runs and counts speak through a channel; this keeps the channel an affair of this folder. */
import { Channel } from "@tauri-apps/api/core";
import type { FolderCount } from "./bindings/FolderCount";
import type { JobSnapshot } from "./bindings/JobSnapshot";
import type { Phase } from "./bindings/Phase";
import type { RunMessage } from "./bindings/RunMessage";
import { call } from "./commands";

function channelTo(heard: (message: RunMessage) => void): Channel<RunMessage> {
  const channel = new Channel<RunMessage>();
  channel.onmessage = heard;
  return channel;
}

export async function startRun(
  id: string,
  until: Phase,
  heard: (message: RunMessage) => void,
): Promise<void> {
  await call("run_start", { id, until, channel: channelTo(heard) });
}

/** Attaches again after a reload; null if the job does not run. */
export function watchRun(id: string, heard: (message: RunMessage) => void): Promise<JobSnapshot | null> {
  return call("run_watch", { id, channel: channelTo(heard) });
}

/** Counts a folder; `heard` receives the numbers so far. */
export function countFolder(path: string, heard: (count: FolderCount) => void): Promise<FolderCount> {
  const channel = new Channel<FolderCount>();
  channel.onmessage = heard;
  return call("folder_count", { path, channel });
}
