/** What jsdom lacks and Mantine asks for; tests of pure code run without a page. */
import { afterEach, vi } from "vitest";

class NoResize {
  observe() {}
  unobserve() {}
  disconnect() {}
}

function media(query: string) {
  const deaf = {
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
    addListener: vi.fn(),
    removeListener: vi.fn(),
  };
  return { matches: query.includes("min-width"), media: query, dispatchEvent: vi.fn(), ...deaf };
}

if (typeof window !== "undefined") {
  const { cleanup } = await import("@testing-library/react");
  afterEach(cleanup);
  Object.defineProperty(window, "matchMedia", { writable: true, value: media });
  window.ResizeObserver ??= NoResize as unknown as typeof ResizeObserver;
}
