/** 1200 px: below it the navigation is a rail and side panels become drawers. 700 px: below it lists have no columns. */
import { useMediaQuery } from "@mantine/hooks";

export function useWide(): boolean {
  return useMediaQuery("(min-width: 1200px)", true, { getInitialValueInEffect: false }) ?? true;
}

/** The smallest window drawn at 150 or 200 %; the style sheets say the same as `max-width: 699px`. */
export function useNarrow(): boolean {
  return useMediaQuery("(max-width: 699px)", false, { getInitialValueInEffect: false }) ?? false;
}
