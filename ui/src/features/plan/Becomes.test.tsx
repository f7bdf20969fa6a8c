import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import "@/locales";
import type { FileRow, Reason, Term } from "@/ipc";
import { Becomes } from "./Becomes";

function said(term: Term, reason: Reason, part: Partial<FileRow> = {}): string {
  const row: FileRow = {
    id: 1,
    source: 1,
    drive: "Photos 2009",
    folder: "2009 Lisbon",
    folder_id: 1,
    name: "IMG_1.JPG",
    size: 1,
    modified_ms: 0,
    status: "pending",
    reason,
    term,
    undecided: false,
    destination: 1,
    target: null,
    twin: null,
    twin_where: null,
    checksum: null,
    verified: null,
    error_code: null,
    message: null,
    attempts: 0,
    ...part,
  };
  const { container } = render(<Becomes row={row} />, { wrapper: MantineProvider });
  return container.querySelector("span")?.textContent ?? "";
}

test("among all files each says its term first, then why", () => {
  expect(said("to_do", "new")).toBe("New");
  expect(said("to_do", "new", { undecided: true })).toBe("New Settled while copying");
  expect(said("already_there", "in_destination", { twin: "a/IMG_1.JPG" })).toBe("Already there Same content");
  expect(said("to_do", "of_source", { twin: "a/print.JPG" }), "it waits for its twin's copy").toBe(
    "Repeats Same content, other name",
  );
  expect(said("left_out", "rule")).toBe("Left out by a rule");
});
