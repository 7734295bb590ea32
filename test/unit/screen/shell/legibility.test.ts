import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { legibilityOf, STYLES, type StyleName } from '../../../../screen/shell/legibility.ts';

const css = readFileSync(new URL('../../../../screen/styles/tokens.css', import.meta.url), 'utf8');
const sizes = new Map(
  [...css.matchAll(/--size-([a-z-]+): ([\d.]+)rem;/g)].map(([, name, rem]) => [name, Number(rem)]),
);
const remOf = (style: StyleName) => sizes.get(style) ?? Number.NaN;
const pixels = { width: 1920, height: 1080 };
const at = (farthestSeat: number, change: { window?: typeof pixels; remOf?: typeof remOf } = {}) =>
  legibilityOf({
    profile: { pixels, metres: { width: 3.6, farthestSeat } },
    viewport: change.window ?? pixels,
    left: ['trend', 'categories'],
    remOf: change.remOf ?? remOf,
  });

describe('the legibility report', () => {
  it('tells the angle of every style of type that the wall has', () => {
    const pictured = ['mark'];
    expect(new Set(STYLES)).toEqual(
      new Set([...sizes.keys()].filter((name) => !pictured.includes(name ?? ''))),
    );
    const { styles } = at(5);
    expect(styles.map(({ style }) => style)).toEqual(STYLES);
    const body = styles.find(({ style }) => style === 'body');
    // 20 px of 1.875 mm, 92 % of it glyph, from 5 m: 2·atan(34.5 mm ÷ 10 m) = 23.7 minutes of arc.
    expect([body?.px, body?.angle.toFixed(1), body?.least, body?.fails]).toEqual([20, '23.7', 20, false]);
  });
  it('holds at every seat by calibration: the type grows until it does', () => {
    for (const seat of [3, 5, 8, 12]) expect(at(seat).styles.filter(({ fails }) => fails)).toEqual([]);
    const meta = at(8).styles.find(({ style }) => style === 'meta');
    expect(meta?.angle).toBeGreaterThan(16);
  });
  it('flags a style that is seen under less than its least angle', () => {
    const small = at(8, { remOf: (style) => (style === 'meta' ? 0.8 : remOf(style)) });
    expect(small.styles.filter(({ fails }) => fails).map(({ style }) => style)).toEqual(['meta']);
  });
  it('names what left, and whether the window is the one the profile was measured for', () => {
    expect(at(5)).toMatchObject({ left: ['trend', 'categories'], asMeasured: true });
    expect(at(5, { window: { width: 1280, height: 720 } }).asMeasured).toBe(false);
  });
});
