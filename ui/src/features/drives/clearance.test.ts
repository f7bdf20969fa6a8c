// @vitest-environment node
import { expect, test } from "vitest";
import type { ClearanceView, KnownDrive, SafeToWipe } from "@/ipc";
import { stillHolds } from "./clearance";

const look = (scanned_ms: number, verdict: SafeToWipe) =>
  ({ drive: { scanned_ms, verdict } }) as ClearanceView;
const known = (last_scan_ms: number | null, verdict: SafeToWipe) => ({ last_scan_ms, verdict }) as KnownDrive;

test("the answer of a look is shown until something newer or something else is known of the drive", () => {
  expect(stillHolds(look(5, "safe"), known(null, "never_scanned")), "a drive of no job").toBe(true);
  expect(stillHolds(look(5, "safe"), known(3, "not_yet")), "the list has not been fetched yet").toBe(true);
  expect(stillHolds(look(5, "safe"), known(5, "safe"))).toBe(true);
  expect(stillHolds(look(5, "safe"), known(5, "not_yet")), "a copy was found damaged since").toBe(false);
  expect(stillHolds(look(5, "safe"), known(9, "safe")), "a job has looked at it since").toBe(false);
});
