/** The top of a scale: the next round number whose half is round too. */
export function niceTop(largest: number): number {
  if (largest <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(largest));
  const times = [1, 2, 4, 6, 8, 10].find((each) => each * power >= largest) ?? 10;
  return times * power;
}
