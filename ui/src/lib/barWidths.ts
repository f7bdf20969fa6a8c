/** Pixel widths of a bar's parts: by share, with gaps, and none so thin that it cannot be seen. */
export function barWidths(values: number[], width: number, gap: number, smallest: number): number[] {
  const room = width - gap * Math.max(0, values.length - 1);
  const sum = values.reduce((a, b) => a + b, 0);
  if (room <= 0 || values.length === 0) return values.map(() => 0);
  if (sum <= 0) return values.map(() => room / values.length);
  const thin = values.map((value) => (value / sum) * room < smallest);
  const taken = thin.filter(Boolean).length * smallest;
  const rest = values.reduce((total, value, index) => total + (thin[index] ? 0 : value), 0);
  if (rest <= 0 || taken >= room) return values.map(() => room / values.length);
  return values.map((value, index) => (thin[index] ? smallest : (value / rest) * (room - taken)));
}
