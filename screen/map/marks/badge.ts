import type { Colours } from '../../styles/tokens.ts';
import { type Digit, digitStroke } from './digits.ts';

/** Numbers that are written as they are. */
const EXACT_COUNTS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20] as const;
/** Numbers above are written as the largest of these that they reach, with a `+`. */
const ROUND_COUNTS = [20, 25, 30, 40, 50, 60, 80, 99] as const;

/** What is written beside a mark that stands for several. */
export type Count = `${(typeof EXACT_COUNTS)[number]}` | `${(typeof ROUND_COUNTS)[number]}+`;
export const COUNTS: readonly Count[] = [
  ...EXACT_COUNTS.map((count) => `${count}` as const),
  ...ROUND_COUNTS.map((count) => `${count}+` as const),
];

/** How a number of three and more is written beside a mark. */
export function countOf(count: number): Count {
  const exact = EXACT_COUNTS.find((known) => known === count);
  if (exact !== undefined) return `${exact}`;
  return `${ROUND_COUNTS.findLast((least) => count > least) ?? 20}+`;
}

/**
 * Edge in rem of the square whose upper right corner holds the number of the mark in its middle. One picture serves
 * marks of every kind and size, and stays beside them while the ground moves.
 */
export const BADGE_REM = 3;

/** In parts of the 64 × 64 picture: the plate, a character of it, and what a character is drawn smaller by. */
const PLATE = { right: 63, top: 1, height: 20, padding: 6, character: 12, scale: 0.46 } as const;
const PLUS = 'M24 32h16M32 24v16';

function widthOf(count: Count): number {
  return Math.max(PLATE.height, count.length * PLATE.character + PLATE.padding);
}

/** The part of the square that the number takes, in shares of its edge from its middle. */
export function badgeInk(count: Count) {
  const share = (part: number): number => (part - 32) / 64;
  const { right, top, height } = PLATE;
  return {
    left: share(right - widthOf(count)),
    top: share(top),
    right: share(right),
    bottom: share(top + height),
  };
}

/**
 * A number in light writing on a dark plate, in the corner of a 64 × 64 picture: how many a mark stands for. The digit of
 * a priority stands in its shape and is as dark as the plate, so that neither is taken for the other.
 */
export function badgeSvg(count: Count, { panel, 'text-1': ink, 'line-strong': rim }: Colours): string {
  const { right, top, height, character, scale } = PLATE;
  const width = widthOf(count);
  const first = right - width / 2 - ((count.length - 1) * character) / 2;
  const middle = top + height / 2;
  const written = [...count].map((one, index) => {
    const strokes =
      one === '+'
        ? `<path d="${PLUS}" fill="none" stroke="${ink}" stroke-width="7" stroke-linecap="round"/>`
        : digitStroke(one as Digit, ink);
    const left = first + index * character - 32 * scale;
    return `<g transform="translate(${left.toFixed(2)} ${(middle - 32 * scale).toFixed(2)}) scale(${scale})">${strokes}</g>`;
  });
  const plate = `<rect x="${right - width}" y="${top}" width="${width}" height="${height}" rx="5" fill="${panel}" stroke="${rim}" stroke-width="1.5"/>`;
  return plate + written.join('');
}
