/** Rounds terms in one unit so that what is shown adds up to the total that is shown. */
import { inUnit, type SharedUnit, sharedUnit } from "./format";

export interface RoundedTerms {
  unit: SharedUnit;
  total: string;
  parts: string[];
  /** The parts as they are shown, bytes. */
  shown: number[];
}

/** Largest remainder: each part is off by less than one tenth, and the sum is exact; what is too little to show is not called nothing. */
export function addUp(parts: number[]): RoundedTerms {
  const sum = parts.reduce((a, b) => a + b, 0);
  const unit = sharedUnit(sum);
  if (unit.step === 0)
    return { unit, total: inUnit(sum, unit), parts: parts.map((part) => inUnit(part, unit)), shown: parts };
  const grain = 1000 ** unit.step / 10;
  const steps = parts.map((part) => Math.floor(part / grain));
  const total = Math.round(sum / grain);
  const order = parts
    .map((part, index) => ({ index, rest: part / grain - Math.floor(part / grain) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  let missing = total - steps.reduce((a, b) => a + b, 0);
  for (const { index } of order) {
    if (missing <= 0) break;
    steps[index] = (steps[index] ?? 0) + 1;
    missing -= 1;
  }
  return {
    unit,
    total: inUnit(total * grain, unit),
    shown: steps.map((step) => step * grain),
    parts: steps.map((step, index) =>
      step === 0 && parts[index] !== 0 ? `<${inUnit(grain, unit)}` : inUnit(step * grain, unit),
    ),
  };
}
