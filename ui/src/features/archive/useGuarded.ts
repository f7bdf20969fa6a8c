import { useState } from "react";
import { asProblem, type Problem } from "@/ipc";

/** Runs what the shell may refuse; a refusal is kept until the next try. */
export function useGuarded() {
  const [refused, setRefused] = useState<Problem | null>(null);
  const guarded = async (act: () => Promise<void>) => {
    setRefused(null);
    try {
      await act();
    } catch (error) {
      setRefused(asProblem(error));
    }
  };
  return { refused, guarded };
}
