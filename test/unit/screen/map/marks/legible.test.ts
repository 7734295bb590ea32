import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wallProfile } from '../../../../../gateway/contract/wall.ts';
import { BADGE_REM } from '../../../../../screen/map/marks/badge.ts';
import { DOT_LOOKS, dotStamps, type Stamp } from '../../../../../screen/map/marks/dots.ts';
import {
  ALARM_MARKS,
  ITEM_MARKS,
  MARK_CELL,
  MARK_REM,
  type MarkName,
  markSvg,
} from '../../../../../screen/map/marks/marks.ts';
import { arcMinutes, rootPx } from '../../../../../screen/shell/calibration.ts';
import type { ColourToken } from '../../../../../screen/styles/tokens.ts';
import { ROOT } from '../../../../support/budgets/tree.ts';
import { colours } from '../support.ts';
import { inkSizes } from './svg-ink.ts';

/** What is meant to be read from the farthest seat is seen under no less (visual language, Type). */
const LEAST_ARC_MINUTES = 16;
/** Parts of a font size that the calibration measures, and that the digits of the page's face take. */
const GLYPH_SHARE = 0.92;
const DIGIT_SHARE = 0.7;

const folder = join(ROOT, 'config', 'walls');
const walls = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => wallProfile.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));

const inkOf = (name: MarkName, token: ColourToken): number =>
  Math.max(...inkSizes(markSvg(name, colours), colours[token])) / MARK_CELL;

const ITEM_INK = {
  high: 'level-high',
  medium: 'level-medium',
  low: 'level-low',
  undetermined: 'level-undetermined',
  facility: 'level-none',
} as const;
const ALARM_INK = { p1: 'alarm-p1', p2: 'alarm-p2', p3: 'alarm-p3', p4: 'alarm-p4' } as const;

/** Longer side in rem of every shape that means something. */
const SHAPES: readonly (readonly [string, number])[] = [
  ...ITEM_MARKS.map((name) => [name, inkOf(name, ITEM_INK[name]) * MARK_REM[name]] as const),
  ...ALARM_MARKS.map((name) => [name, inkOf(name, ALARM_INK[name]) * MARK_REM[name]] as const),
  ...ALARM_MARKS.map(
    (name) => [`${name}-acked`, inkOf(`${name}-acked`, ALARM_INK[name]) * MARK_REM.acked] as const,
  ),
  ['sos', inkOf('sos', 'alarm-p1') * MARK_REM.sos],
  ['lead', inkOf('lead', 'lead') * MARK_REM.lead],
  ['resource', inkOf('resource', 'text-2') * MARK_REM.resource],
  ['camera', inkOf('camera', 'text-2') * MARK_REM.camera],
];

/** Longer side in pixels of what a stamp shows, its rim left out. */
function stampInk({ edge, pixels }: Stamp, colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const word = ((blue ?? 0) << 16) | ((green ?? 0) << 8) | (red ?? 0);
  const columns = [...pixels].flatMap((pixel, at) => ((pixel & 0xffffff) === word ? [at % edge] : []));
  return Math.max(...columns) - Math.min(...columns) + 1;
}

describe.each(walls.map((wall) => [wall.id, wall] as const))('from the farthest seat of %s', (_id, wall) => {
  const remPx = rootPx(wall.pixels, wall.metres);
  const seen = (inkPx: number, share: number) => arcMinutes(inkPx / share, wall.pixels, wall.metres);

  it.each(SHAPES)('the shape of %s is read', (_name, rem) => {
    expect(seen(rem * remPx, GLYPH_SHARE)).toBeGreaterThanOrEqual(LEAST_ARC_MINUTES);
  });

  it.each(['busy', 'stale', 'busy-ghost'] as const)('the dot of a terminal that is %s is read', (look) => {
    const stamp = dotStamps({ colours, remPx, font: '', reducedMotion: false }, 1)[DOT_LOOKS.indexOf(look)];
    const ink = stampInk(stamp as Stamp, look === 'stale' ? colours.stale : colours.alive);
    expect(seen(ink, GLYPH_SHARE)).toBeGreaterThanOrEqual(LEAST_ARC_MINUTES);
  });

  it('the number of several is read as digits of text are', () => {
    const digit = Math.max(...inkSizes(markSvg('count-8', colours), colours['text-1'])) / MARK_CELL;
    expect(seen(digit * BADGE_REM * remPx, DIGIT_SHARE)).toBeGreaterThanOrEqual(LEAST_ARC_MINUTES);
  });
});
