/** Why the engine refused the job as it was put together, shown on Review. */
import { create } from "zustand";
import type { Problem } from "@/ipc";

export const useRefusal = create<{ problem: Problem | null }>(() => ({ problem: null }));
