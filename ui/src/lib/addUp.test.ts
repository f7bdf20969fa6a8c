// @vitest-environment node
import { describe, expect, test } from "vitest";
import { addUp } from "./addUp";

const number = (text: string) => (text.startsWith("<") ? 0 : Number(text.replaceAll(",", "")));

describe("terms that are shown add up", () => {
  test("the board's sum", () => {
    const shown = addUp([410.2e9, 1_198.6e9, 250.3e9, 2.3e9, 0.7e9]);
    expect(shown).toMatchObject({ total: "1,862.1", parts: ["410.2", "1,198.6", "250.3", "2.3", "0.7"] });
    expect(shown.unit.name).toBe("GB");
  });

  test("any terms: the parts sum to the total, and each is off by less than a tenth", () => {
    let seed = 7;
    const next = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (let round = 0; round < 500; round += 1) {
      const parts = Array.from({ length: 6 }, () => Math.floor(next() ** 4 * 10 ** (3 + next() * 11)));
      const shown = addUp(parts);
      const sum = shown.parts.reduce((all, part) => all + number(part), 0);
      expect(Math.abs(sum - number(shown.total)), `${parts.join(" + ")} must add up as shown`).toBeLessThan(
        0.001,
      );
      const off = parts.map((part, index) =>
        Math.abs(part / 1000 ** shown.unit.step - number(shown.parts[index] ?? "")),
      );
      expect(Math.max(...off), "no part may be off by a tenth or more").toBeLessThan(
        shown.unit.step === 0 ? 0.001 : 0.1,
      );
    }
  });

  test("too little to show is not called nothing", () => {
    expect(addUp([91e6, 3_000, 0]).parts).toEqual(["91.0", "<0.1", "0"]);
  });

  test("nothing at all", () => expect(addUp([0, 0])).toMatchObject({ total: "0", parts: ["0", "0"] }));
});
