/** Where in the header a page's breadcrumbs go. */
import { createContext, useContext } from "react";

export const CrumbPlace = createContext<HTMLElement | null>(null);

export function useCrumbPlace(): HTMLElement | null {
  return useContext(CrumbPlace);
}
