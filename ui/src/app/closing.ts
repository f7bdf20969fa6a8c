/** Whether the window asks before it closes. */
import { create } from "zustand";

export const useClosing = create<{ asked: boolean }>(() => ({ asked: false }));
