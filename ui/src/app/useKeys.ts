/** The window's keys. Keys of a screen (Space, Esc) belong to that screen. */
import { useHotkeys } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useBringIn } from "@/features/wizard/bringIn";
import { zoom, zoomWish } from "@/lib/zoom";

function focusField(): boolean {
  const field = document.querySelector<HTMLInputElement>("input[data-find]");
  field?.focus();
  field?.select();
  return field !== null;
}

/** Where the search stands in a part that is not shown, that part is shown first. */
function focusSearch(): void {
  if (focusField()) return;
  document.querySelector<HTMLElement>("[data-searches]")?.click();
  requestAnimationFrame(focusField);
}

function zoomByKey(event: KeyboardEvent): void {
  const wish = zoomWish(event);
  if (!wish) return;
  event.preventDefault();
  zoom(wish);
}

export function useKeys(): void {
  const navigate = useNavigate();
  const bringIn = useBringIn();
  useHotkeys(
    [
      ["mod+N", () => void navigate({ to: "/new" })],
      ["mod+O", () => void bringIn.pick()],
      ["mod+F", focusSearch],
    ],
    [],
  );
  useEffect(() => {
    window.addEventListener("keydown", zoomByKey);
    return () => window.removeEventListener("keydown", zoomByKey);
  }, []);
}
