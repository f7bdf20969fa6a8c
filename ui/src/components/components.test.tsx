import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";
import "@/locales";
import { foundTerm, planTerms } from "@/lib/terms";
import { FileGrid } from "./FileGrid";
import { PathText } from "./PathText";
import { SearchBox } from "./SearchBox";
import { ErrorState } from "./States";
import { TabList } from "./Tabs";
import { Terms } from "./Terms";

const show = (node: ReactNode) => render(<MantineProvider>{node}</MantineProvider>);
const tally = (files: number) => ({ files, bytes: files * 1e6 });
const EQUATION = {
  found: tally(60),
  copied: tally(0),
  already_there: tally(30),
  repeats: tally(10),
  left_out: tally(0),
  failed: tally(0),
  to_do: tally(20),
  undecided: tally(0),
  expected_repeats: tally(0),
  vanished: tally(0),
};

test("a name made of markup is shown as text", () => {
  const name = `<img src=x onerror="alert(1)">&amp;<script>`;
  const { container } = show(<PathText path={`a/b/${name}`} drive="<b>Disk</b>" />);
  expect(container.querySelector("img, script, b"), "no element may come out of a name").toBeNull();
  expect(container.textContent).toContain(name);
  expect(container.textContent).toContain("<b>Disk</b>");
});

test("terms are one radio group that the arrows move in", async () => {
  const picked = vi.fn();
  show(
    <Terms
      found={foundTerm(EQUATION)}
      terms={planTerms(EQUATION)}
      label="Sum"
      size="large"
      selected="new"
      onSelect={picked}
    />,
  );
  const radios = screen.getAllByRole("radio");
  expect(
    radios.map((radio) => radio.tabIndex).filter((index) => index === 0),
    "one stop for the Tab key",
  ).toHaveLength(1);
  expect(screen.getByRole("radio", { checked: true }).textContent).toContain("20");
  screen.getByRole("radio", { checked: true }).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(picked).toHaveBeenCalledWith("already_there");
  await userEvent.click(screen.getByTestId("term-found"));
  expect(picked).toHaveBeenLastCalledWith("found");
});

test("terms without a choice are no radios", () => {
  show(<Terms found={foundTerm(EQUATION)} terms={planTerms(EQUATION)} label="Sum" size="small" />);
  expect(screen.queryByRole("radio")).toBeNull();
  expect(screen.getByRole("group", { name: "Sum" })).toBeTruthy();
});

test("a grid says how many rows it has, and keys walk through it", async () => {
  const selected = vi.fn();
  const opened = vi.fn();
  show(
    <FileGrid
      label="Files"
      columns={[{ key: "name", header: "Name", width: "1fr" }]}
      count={1_000_000}
      row={(index) => ({ kind: "cells", id: index + 1, cells: [`file ${index}`] })}
      onRange={() => undefined}
      onSelect={selected}
      onOpen={opened}
    />,
  );
  const grid = screen.getByRole("grid", { name: "Files" });
  expect(grid.getAttribute("aria-rowcount"), "never taller than an element may be, and the header").toBe(
    "500001",
  );
  grid.focus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  expect(selected).toHaveBeenLastCalledWith(3, 2);
  expect(opened).toHaveBeenCalledWith(3, 2);
});

test("a search speaks when the typing pauses, and Esc empties it", async () => {
  const searched = vi.fn();
  show(<SearchBox label="Name" value="" onChange={searched} />);
  const field = screen.getByLabelText("Name");
  // Without a rest between the letters, in which a slow machine might take the typing for paused.
  await userEvent.setup({ delay: null }).type(field, "lisbon");
  expect(searched, "not a call per letter").not.toHaveBeenCalledWith("lis");
  await vi.waitFor(() => expect(searched).toHaveBeenLastCalledWith("lisbon"), { timeout: 20_000 });
  await userEvent.keyboard("{Escape}");
  await vi.waitFor(() => expect(searched).toHaveBeenLastCalledWith(""), { timeout: 20_000 });
});

test("what a list answers late takes no letter away that was typed since", async () => {
  const told = vi.fn();
  const box = (value: string) => (
    <MantineProvider>
      <SearchBox label="Name" value={value} onChange={told} />
    </MantineProvider>
  );
  const { rerender } = render(box(""));
  const field = () => screen.getByRole<HTMLInputElement>("textbox");
  await userEvent.type(field(), "li");
  await vi.waitFor(() => expect(told).toHaveBeenLastCalledWith("li"), { timeout: 60_000 });
  await userEvent.type(field(), "sb");
  rerender(box("li"));
  expect(field().value).toBe("lisb");
  await vi.waitFor(() => expect(told).toHaveBeenLastCalledWith("lisb"), { timeout: 60_000 });
  rerender(box("lisb"));
  rerender(box(""));
  expect(field().value, "what is emptied from outside is empty").toBe("");
}, 180_000);

test("tabs move with the arrows", async () => {
  const changed = vi.fn();
  const tabs = [
    { value: "a" as const, label: "A", count: 1_200 },
    { value: "b" as const, label: "B" },
  ];
  show(<TabList label="Tabs" tabs={tabs} value="a" onChange={changed} panelId="p" />);
  expect(screen.getByRole("tab", { selected: true }).textContent).toBe("A1,200");
  screen.getByRole("tab", { selected: true }).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(changed).toHaveBeenCalledWith("b");
});

test("an error says what happened, what is safe, and what to do", async () => {
  const retried = vi.fn();
  const error = {
    code: "job_damaged",
    message: "The records are damaged.",
    path: "/jobs/x",
    hint: "Open the copy.",
  };
  show(
    <ErrorState error={error} title="Cannot be opened" safe="Your drives are untouched." onRetry={retried} />,
  );
  for (const words of ["Cannot be opened", "/jobs/x", "Your drives are untouched."])
    expect(screen.getByText(words)).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toContain("Open the copy.");
  await userEvent.click(screen.getByText("Try again"));
  expect(retried).toHaveBeenCalledOnce();
});
