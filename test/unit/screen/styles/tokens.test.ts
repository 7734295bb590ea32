import { expect, test } from 'vitest';
import { COLOUR_TOKENS, readColours } from '../../../../screen/styles/tokens.ts';
import { dark, declarations, linear, night, themes } from './themes.ts';

function luminance(colour: string): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Least contrast of what is written or drawn on a panel, raised or not. */
const ON_PANEL: readonly (readonly [string, number])[] = [
  ['text-1', 12],
  ['text-2', 7],
  ['text-3', 4.5],
  ['data-text', 4.5],
  ['level-high', 4.5],
  ['level-medium', 4.5],
  ['level-low', 4.5],
  ['level-undetermined', 4.5],
  ['level-none', 4.5],
  ['alarm-p1', 4.5],
  ['alarm-p2', 4.5],
  ['alarm-p3', 4.5],
  ['alarm-p4', 4.5],
  ['lead', 4.5],
  ['alive', 4.5],
  ['stale', 4.5],
  ['overdue', 4.5],
  ['due-soon', 4.5],
  ['paused', 4.5],
  ['mode-replay', 4.5],
  ['mode-exercise', 4.5],
  ['data', 3],
  ['focus', 3],
];

for (const [theme, tokens] of themes) {
  const colour = (token: string): string => tokens.get(token) ?? 'missing';

  test(`text and states can be read on every surface of the ${theme} theme`, () => {
    const low = ON_PANEL.flatMap(([token, least]) =>
      ['ground', 'panel', 'panel-raised']
        .filter((surface) => contrast(colour(token), colour(surface)) < least)
        .map((surface) => `${token} on ${surface}: ${contrast(colour(token), colour(surface)).toFixed(2)}`),
    );
    expect(low).toEqual([]);
  });

  test(`a digit can be read on every alarm square of the ${theme} theme`, () => {
    for (const priority of ['p1', 'p2', 'p3', 'p4'])
      expect(contrast(colour('on-alarm'), colour(`alarm-${priority}`))).toBeGreaterThanOrEqual(4.5);
  });

  test(`loud text can be read on its tinted ground in the ${theme} theme`, () => {
    for (const level of ['high', 'medium', 'low']) {
      expect(contrast(colour(`level-${level}`), colour(`tint-${level}`))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colour('text-1'), colour(`tint-${level}`))).toBeGreaterThanOrEqual(7);
    }
  });

  test(`names on the map can be read on every ground of the ${theme} theme`, () => {
    for (const ground of COLOUR_TOKENS.filter((token) => /^map-(land|density)/.test(token)))
      expect(contrast(colour('text-1'), colour(ground)), ground).toBeGreaterThanOrEqual(4.5);
  });

  test(`marks stand out from the ground and its tints in the ${theme} theme`, () => {
    for (const mark of ['level-high', 'level-medium', 'alarm-p1'])
      for (const ground of ['map-land-1', 'map-density-1', 'map-density-2'])
        expect(contrast(colour(mark), colour(ground)), `${mark} on ${ground}`).toBeGreaterThanOrEqual(3);
  });

  test(`the rim of a mark parts it from any ground, the densest too, in the ${theme} theme`, () => {
    for (const mark of ['high', 'medium', 'low', 'undetermined', 'none'])
      expect(contrast(colour('map-mark-edge'), colour(`level-${mark}`)), mark).toBeGreaterThanOrEqual(3);
    for (const dot of ['alive', 'stale'])
      expect(contrast(colour('map-halo'), colour(dot)), dot).toBeGreaterThanOrEqual(3);
  });

  test(`drawing code finds all its colours in the ${theme} theme`, () => {
    const source = { getPropertyValue: (name: string) => colour(name.slice(2)) };
    expect(Object.keys(readColours(source))).toEqual([...COLOUR_TOKENS]);
  });
}

test('a colour that the minifier shortened is read with six digits', () => {
  expect(readColours({ getPropertyValue: () => '#fff' }).panel).toBe('#ffffff');
});

test('a missing colour is named', () => {
  expect(() => readColours({ getPropertyValue: () => '' })).toThrow('--ground');
});

test.each(['light', 'night'])('the %s theme defines every colour role anew', (theme) => {
  const own = declarations(`[data-theme="${theme}"]`);
  const colours = [...dark].filter(([, value]) => value.startsWith('#')).map(([name]) => name);
  expect(colours.filter((name) => !own.has(name))).toEqual([]);
});

test('nothing is as bright at night as by day, and nothing is white', () => {
  for (const [name, value] of night)
    if (value.startsWith('#')) {
      expect(luminance(value), name).toBeLessThanOrEqual(luminance(dark.get(name) ?? value));
      expect(luminance(value), name).toBeLessThan(0.65);
    }
});
