/** The equation as a row of terms: one order, one colour and one name per term on every screen. */
import type { Equation, Tally, Term } from "@/ipc";
import { addUp } from "./addUp";
import { withUnit } from "./format";

export type TermName =
  | "found"
  | "copied"
  | "new"
  | "already_there"
  | "repeats"
  | "left_out"
  | "failed"
  | "waiting";

export interface ShownTerm {
  name: TermName;
  /** What to ask the engine for; null lists every file. */
  query: Term | null;
  tally: Tally;
  /** The part that is not settled yet and is drawn hatched. */
  open: Tally;
}

const NONE: Tally = { files: 0, bytes: 0 };

function term(name: TermName, query: Term | null, tally: Tally, open: Tally = NONE): ShownTerm {
  return { name, query, tally, open };
}

function plus(a: Tally, b: Tally): Tally {
  return { files: a.files + b.files, bytes: a.bytes + b.bytes };
}

function minus(a: Tally, b: Tally): Tally {
  return { files: Math.max(0, a.files - b.files), bytes: Math.max(0, a.bytes - b.bytes) };
}

/** What is certain to be new, or may still prove otherwise: to do without what only waits for its twin's copy. */
export function freshTally(equation: Equation): Tally {
  return minus(equation.to_do, equation.expected_repeats);
}

/** Repeats that wait for their twin's copy are repeats to a person; the engine settles them with that copy. */
function settled(equation: Equation, openRepeats = equation.expected_repeats): ShownTerm[] {
  return [
    term("already_there", "already_there", equation.already_there),
    term("repeats", "repeat", plus(equation.repeats, equation.expected_repeats), openRepeats),
    term("left_out", "left_out", equation.left_out),
    term("failed", "failed", equation.failed),
  ];
}

/** Plan: what is to do is *new*, the undecided part of it hatched. That a file repeats is known by its content. */
export function planTerms(equation: Equation): ShownTerm[] {
  const copied = equation.copied.files > 0 ? [term("copied", "copied", equation.copied)] : [];
  const fresh = term("new", "to_do", freshTally(equation), equation.undecided);
  return [...copied, fresh, ...settled(equation, NONE)];
}

/** Live: *new* is copied and to do together, what is still to do hatched. */
export function liveTerms(equation: Equation): ShownTerm[] {
  const open = freshTally(equation);
  return [term("new", "to_do", plus(equation.copied, open), open), ...settled(equation)];
}

/**
 * Results: *copied*, and *to do* as a term of its own if the job was stopped. Nothing runs that would settle a repeat, so it
 * counts as waiting, as in the verdict, the tables and the certificates beside it.
 */
export function resultTerms(equation: Equation): ShownTerm[] {
  const open = equation.to_do;
  const waiting = open.files > 0 ? [term("waiting", "to_do", open, open)] : [];
  const rest = settled({ ...equation, expected_repeats: NONE });
  return [term("copied", "copied", equation.copied), ...waiting, ...rest];
}

export function foundTerm(equation: Equation): ShownTerm {
  return term("found", null, equation.found);
}

export function needNoCopy(equation: Equation): number {
  return equation.already_there.files + equation.repeats.files + equation.expected_repeats.files;
}

export function needNoCopyBytes(equation: Equation): number {
  return equation.already_there.bytes + equation.repeats.bytes + equation.expected_repeats.bytes;
}

/** What is not copied again, as the sum of its terms as they are shown: whoever adds them up gets the same. */
export function shownSaved(terms: ShownTerm[]): string {
  const { shown, unit } = addUp(terms.map((each) => each.tally.bytes));
  const spared = (amounts: number[]) =>
    amounts.reduce((sum, amount, at) => {
      const name = terms[at]?.name;
      return name === "already_there" || name === "repeats" ? sum + amount : sum;
    }, 0);
  return withUnit(spared(shown) || spared(terms.map((each) => each.tally.bytes)), unit);
}

/** What each term shows as its size: one unit, and the sum of what is shown is the total that is shown. */
export function shownSizes(found: ShownTerm, terms: ShownTerm[]): Map<TermName, string> {
  const rounded = addUp(terms.map((each) => each.tally.bytes));
  const sizes = new Map<TermName, string>([[found.name, `${rounded.total}\u00a0${rounded.unit.name}`]]);
  terms.forEach((each, index) => {
    sizes.set(each.name, `${rounded.parts[index] ?? ""}\u00a0${rounded.unit.name}`);
  });
  return sizes;
}
