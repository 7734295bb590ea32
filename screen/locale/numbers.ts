/** What stands where there is no value: never 0. */
export const NO_VALUE = '—';

/** Groups of three digits with commas, the same on every PC: `184213` → `184,213`. Null → `—`. */
export function groupDigits(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NO_VALUE;
  const digits = String(Math.abs(Math.round(value))).replace(/\B(?=(\d{3})+$)/g, ',');
  return value < 0 ? `−${digits}` : digits;
}

/** A change against yesterday with its sign: `+6`, `−3`, `±0`; null → `—`. */
export function signed(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NO_VALUE;
  if (value === 0) return '±0';
  return value > 0 ? `+${groupDigits(value)}` : groupDigits(value);
}
