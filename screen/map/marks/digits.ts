/** Digits as strokes in the middle of a 64 × 64 picture, because a picture cannot use the page's fonts. */
export const DIGITS = {
  '0': 'M32 17c-13 0-13 30 0 30s13-30 0-30Z',
  '1': 'M26 23 34 17V47',
  '2': 'M24 24a8 7.500 0 0 1 16 0c0 6-15 14-16 23h17',
  '3': 'M24 20c4-4 15-3 15 4 0 5-5 7-9 7 5 0 10 2 10 8 0 8-13 9-17 4',
  '4': 'M36 47V17L22 38h20',
  '5': 'M40 17H26L25 30c5-4 16-2 16 7 0 11-14 13-18 5',
  '6': 'M39 20c-9-6-17 5-16 17 1 14 18 14 18 1 0-11-15-12-18 0',
  '7': 'M23 18H41L30 47',
  '8': 'M32 31c-11-2-11-14 0-14s11 12 0 14c-13 2-13 16 0 16s13-14 0-16Z',
  '9': 'M25 44c9 6 17-5 16-17-1-14-18-14-18-1 0 11 15 12 18 0',
} as const;

export type Digit = keyof typeof DIGITS;

/** One digit in a colour. */
export function digitStroke(digit: Digit, colour: string): string {
  return `<path d="${DIGITS[digit]}" fill="none" stroke="${colour}" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/>`;
}
