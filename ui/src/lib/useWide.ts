/** 1200 px: below it the navigation is a rail and side panels become drawers. */
import { useMediaQuery } from "@mantine/hooks";

export function useWide(): boolean {
  return useMediaQuery("(min-width: 1200px)", true, { getInitialValueInEffect: false }) ?? true;
}
