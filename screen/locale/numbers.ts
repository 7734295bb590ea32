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

/** What stands behind a share: `61/64`; of nothing `n=0`; '' where it is not told. */
export function fractionWords(part: number | null, of: number | null): string {
  if (of === null) return '';
  return of === 0 ? sampleWords(of) : `${groupDigits(part)}/${groupDigits(of)}`;
}

/** How many a median is the middle of: `n=40`; '' where it is not told. */
export function sampleWords(of: number | null): string {
  return of === null ? '' : `n=${groupDigits(of)}`;
}
