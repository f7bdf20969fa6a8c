/** Whatever a call threw, as the `Problem` that screens show. */
import type { Problem } from "./bindings/Problem";

function isProblem(error: unknown): error is Problem {
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}

export function asProblem(error: unknown): Problem {
  if (isProblem(error)) {
    return { code: error.code, message: error.message, path: error.path ?? null, hint: error.hint ?? null };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: "unexpected", message, path: null, hint: null };
}
