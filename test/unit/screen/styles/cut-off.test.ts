import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { themes } from './themes.ts';

const wall = readFileSync(new URL('../../../../screen/shell/Wall.vue', import.meta.url), 'utf8');

/** The filter of the maps of a wall that is cut off, in a theme. */
function filterIn(theme: string): string {
  const rules = [...wall.matchAll(/([^{}]+)\{\s*filter:\s*([^;]+);/g)];
  const told = rules.filter(([, selector = '']) => selector.includes('.map-engine'));
  const own = told.find(([, selector = '']) => selector.includes(`data-theme="${theme}"`));
  const any = told.find(([, selector = '']) => !selector.includes('data-theme'));
  return (own ?? any)?.[2] ?? '';
}

type Rgb = readonly number[];
const within = (share: number) => Math.min(1, Math.max(0, share));

/** Filter functions as the standard has them (Filter Effects Module Level 1), on sRGB values 0…1. */
const FILTERS: Readonly<Record<string, (rgb: Rgb, amount: number) => Rgb>> = {
  grayscale: ([red = 0, green = 0, blue = 0]) => Array(3).fill(0.2126 * red + 0.7152 * green + 0.0722 * blue),
  brightness: (rgb, amount) => rgb.map((part) => within(part * amount)),
  invert: (rgb) => rgb.map((part) => 1 - part),
};

/** What becomes of a colour, as the one grey it is then. */
function seen(colour: string, filter: string): number {
  const rgb = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const steps = [...filter.matchAll(/([a-z]+)\(([\d.]+)\)/g)];
  const [grey = Number.NaN] = steps.reduce<Rgb>(
    (known, [, name = '', amount]) => FILTERS[name]?.(known, Number(amount)) ?? [],
    rgb,
  );
  return grey;
}

const LOUD = ['level-high', 'level-medium', 'level-low', 'level-undetermined', 'level-none', 'lead', 'stale'];
const ALARMS = ['alarm-p1', 'alarm-p2', 'alarm-p3', 'alarm-p4'];
const GROUND = ['map-land-1', 'map-land-2', 'map-land-3', 'map-land-4', 'map-density-2', 'map-mark-edge'];

describe.each(themes)('the map of a wall that is cut off, in the %s theme', (theme, tokens) => {
  const tone = (token: string) => seen(tokens.get(token) ?? '', filterIn(theme));

  it('makes no level and no priority outshine another', () => {
    const tones = [...LOUD, ...ALARMS].map(tone);
    expect(Math.max(...tones) - Math.min(...tones)).toBeLessThan(0.02);
  });

  it('still tells the marks from the ground', () => {
    for (const ground of GROUND) expect(Math.abs(tone('alarm-p1') - tone(ground))).toBeGreaterThan(0.2);
  });
});

it('grey alone turns the order of the levels round', () => {
  const [, dark] = themes[0];
  expect(seen(dark.get('level-medium') ?? '', 'grayscale(1)')).toBeGreaterThan(
    seen(dark.get('level-high') ?? '', 'grayscale(1)') + 0.2,
  );
});
