import { expect, test } from 'vitest';
import { linear, themes } from './themes.ts';

type Three = readonly [number, number, number];
type Matrix = readonly [Three, Three, Three];

/** How light of full colour sight arrives with each kind of colour blindness (Machado, Oliveira, Fernandes 2009, severity 1). */
const SIGHTS: Readonly<Record<string, Matrix>> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const TO_XYZ: Matrix = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
/** Daylight D65. */
const WHITE: Three = [0.95047, 1, 1.08883];

function times(matrix: Matrix, [a, b, c]: Three): Three {
  const row = ([x, y, z]: Three) => x * a + y * b + z * c;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

/** CIELAB of a colour as one kind of sight has it. */
function lab(colour: string, sight: Matrix): Three {
  const [red, green, blue] = times(sight, linear(colour));
  const within = (share: number) => Math.min(1, Math.max(0, share));
  const xyz = times(TO_XYZ, [within(red), within(green), within(blue)]);
  const bent = (value: number) =>
    value > 216 / 24389 ? Math.cbrt(value) : (value * 24389) / 27 / 116 + 16 / 116;
  const [x, y, z] = [bent(xyz[0] / WHITE[0]), bent(xyz[1] / WHITE[1]), bent(xyz[2] / WHITE[2])];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE 1976 distance: 2.3 can just be told apart side by side; across a hall it takes many times that. */
function distance(a: string, b: string, sight: Matrix): number {
  const [from, to] = [lab(a, sight), lab(b, sight)];
  return Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2]);
}

const LEAST = 16;
const LEVELS = ['level-high', 'level-medium', 'level-low', 'level-undetermined'] as const;
/** Beside the levels: what must not be taken for its opposite. Alarms P2 and P3 look alike to some; their digit tells. */
const OPPOSITES = [
  ['alarm-p1', 'alarm-p2'],
  ['alarm-p1', 'alarm-p4'],
  ['alive', 'overdue'],
  ['overdue', 'text-1'],
  ['due-soon', 'text-1'],
] as const;
/** Items without a level are as quiet as those not yet levelled: their shapes differ, their colour is one. */
const QUIET = (['level-high', 'level-medium', 'level-low'] as const).map(
  (level) => [level, 'level-none'] as const,
);
const PAIRS = [
  ...LEVELS.flatMap((a, i) => LEVELS.slice(i + 1).map((b) => [a, b] as const)),
  ...QUIET,
  ...OPPOSITES,
];

for (const [theme, tokens] of themes)
  for (const [sight, matrix] of Object.entries(SIGHTS))
    test(`levels and opposites are told apart with ${sight} sight in the ${theme} theme`, () => {
      const close = PAIRS.flatMap(([a, b]) => {
        const apart = distance(tokens.get(a) ?? '', tokens.get(b) ?? '', matrix);
        return apart >= LEAST ? [] : [`${a} and ${b}: ${apart.toFixed(1)}`];
      });
      expect(close).toEqual([]);
    });

test('two colours that differ only in what is not seen are close', () => {
  expect(
    distance(
      '#c04040',
      '#6f6b3c',
      SIGHTS.deuteranopia ?? [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    ),
  ).toBeLessThan(LEAST);
});
