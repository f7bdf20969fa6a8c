/** The window's keys. Keys of a screen (Space, Esc) belong to that screen. */
import { useHotkeys } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useBringIn } from "@/features/wizard/bringIn";

function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>("input[data-find]");
  field?.focus();
  field?.select();
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
}
