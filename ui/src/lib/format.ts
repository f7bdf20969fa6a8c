/** Numbers, sizes, times and dates as people read them, in the user's locale and in decimal units. */
import { perLocale } from "./locale";

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"] as const;
const whole = perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
const tenths = perLocale(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const exact = perLocale(
  (locale) => new Intl.NumberFormat(locale, { style: "unit", unit: "byte", unitDisplay: "long" }),
);
const short = perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }));

export function count(value: number): string {
  return whole().format(value);
}

function power(bytes: number): number {
  let step = 0;
  while (step < UNITS.length - 1 && bytes >= 1000 ** (step + 1)) step += 1;
  return step;
}

/** 24.6 MB, 6.1 kB, 76 B: the size of one file or of a sum that stands alone. */
export function size(bytes: number): string {
  const step = power(bytes);
  if (step === 0) return `${whole().format(bytes)}\u00a0B`;
  const value = bytes / 1000 ** step;
  // 999.96 MB must not read 1,000.0 MB
  if (value >= 999.95 && step < UNITS.length - 1) return `${tenths().format(1)}\u00a0${UNITS[step + 1]}`;
  return `${tenths().format(value)}\u00a0${UNITS[step]}`;
}

/** 1 TB, 500 GB, 64 GB: what the drive's box says, so at most three digits and no needless decimals. */
export function capacity(bytes: number): string {
  const step = power(bytes);
  const value = bytes / 1000 ** step;
  return `${value >= 10 ? whole().format(value) : short().format(Number(value.toFixed(1)))}\u00a0${UNITS[step]}`;
}

export interface SharedUnit {
  step: number;
  name: string;
}

/** The one unit for sizes that are compared: large enough to read, small enough that 0.7 GB is not 0.0 TB. */
export function sharedUnit(largest: number): SharedUnit {
  let step = 0;
  while (step < UNITS.length - 1 && largest >= 1000 ** (step + 1) * 10) step += 1;
  if (step < 1 && largest >= 1000) step = 1;
  return { step, name: UNITS[step] ?? "B" };
}

/** A size in a given unit, with one decimal (none for bytes). */
export function inUnit(bytes: number, unit: SharedUnit): string {
  if (unit.step === 0 || bytes === 0) return whole().format(bytes);
  return tenths().format(bytes / 1000 ** unit.step);
}

export function withUnit(bytes: number, unit: SharedUnit): string {
  return `${inUnit(bytes, unit)}\u00a0${unit.name}`;
}

/** In the unit of its neighbours, unless it would read 0.0 there. */
export function sizeBeside(bytes: number, unit: SharedUnit): string {
  return bytes > 0 && bytes < 1000 ** unit.step / 20 ? size(bytes) : withUnit(bytes, unit);
}

export function exactBytes(bytes: number): string {
  return exact().format(bytes);
}

export function rate(bytesPerSecond: number): string {
  const step = Math.max(1, power(bytesPerSecond));
  const value = bytesPerSecond / 1000 ** step;
  return `${value < 10 ? tenths().format(value) : whole().format(value)}\u00a0${UNITS[step]}/s`;
}

/** A rate as a bare number of megabytes a second, for a row of numbers that share their unit. */
export function megabytes(bytesPerSecond: number): string {
  const value = bytesPerSecond / 1e6;
  return value > 0 && value < 10 ? tenths().format(value) : whole().format(value);
}

/** A share as a whole number that is 100 only when all is done and 0 only when nothing is. */
export function percent(part: number, all: number): number {
  if (all <= 0) return 0;
  if (part >= all) return 100;
  return part <= 0 ? 0 : Math.min(99, Math.max(1, Math.floor((part / all) * 100)));
}

/** Rounded so that it does not flicker: 5 s, 1 min, 5 min steps as it grows. */
export function duration(seconds: number): string {
  if (seconds < 57.5) return `${Math.max(5, Math.round(seconds / 5) * 5)}\u00a0s`;
  const minutes = seconds / 60;
  const rounded = minutes < 15 ? Math.round(minutes) : Math.round(minutes / 5) * 5;
  if (rounded < 60) return `${rounded}\u00a0min`;
  const rest = rounded % 60;
  const hours = `${whole().format(Math.floor(rounded / 60))}\u00a0h`;
  return rest === 0 ? hours : `${hours}\u00a0${rest}\u00a0min`;
}

const dayMonth = perLocale((locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" }));
const dayMonthYear = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" }),
);
const clock = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hour12: false }),
);

export function time(ms: number): string {
  return clock().format(ms);
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** `today` in words, this year without its number, else the full date. */
export function day(ms: number, today: string, now = Date.now()): string {
  if (sameDay(ms, now)) return today;
  return new Date(ms).getFullYear() === new Date(now).getFullYear()
    ? dayMonth().format(ms)
    : dayMonthYear().format(ms);
}

const seconds = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hour12: false,
    }),
);

/** Day and second, for lists of what happened. */
export function stamp(ms: number): string {
  return `${dayMonth().format(ms)}, ${seconds().format(ms)}`;
}

export function fullTime(ms: number): string {
  return `${dayMonthYear().format(ms)}, ${clock().format(ms)}`;
}

const conjunction = perLocale(
  (locale) => new Intl.ListFormat(locale, { style: "long", type: "conjunction" }),
);

/** Names in a sentence: “A, B and C”. */
export function listed(names: string[]): string {
  return conjunction().format(names);
}

const names = perLocale((locale) => new Intl.Collator(locale, { numeric: true }));

/** The order of names as people look them up. */
export function byName(a: string, b: string): number {
  return names().compare(a, b);
}

const monthName = perLocale((locale) => new Intl.DateTimeFormat(locale, { month: "long" }));

export function month(ms: number): string {
  return monthName().format(ms);
}
