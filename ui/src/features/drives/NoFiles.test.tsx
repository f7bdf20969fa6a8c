import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import "@/locales";
import { NoFiles } from "./NoFiles";

const SAFE = "No file stands in the way";

test("only of a drive that is safe is it said that nothing stands in the way", () => {
  const { rerender } = render(<NoFiles verdict="safe" files={200} />, { wrapper: MantineProvider });
  expect(screen.getByText(SAFE)).toBeTruthy();
  for (const verdict of ["not_yet", "check_first"] as const) {
    rerender(<NoFiles verdict={verdict} files={200} />);
    expect(screen.queryByText(SAFE), verdict).toBeNull();
    expect(screen.getByText("What speaks against it is said above."), verdict).toBeTruthy();
  }
});
