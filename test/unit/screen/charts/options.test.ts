import { describe, expect, it } from 'vitest';
import { buildTrendOption } from '../../../../screen/charts/trend.ts';
import { COLOUR_TOKENS, type Colours, type Theme } from '../../../../screen/styles/tokens.ts';

const theme: Theme = {
  colours: Object.fromEntries(COLOUR_TOKENS.map((token) => [token, token])) as unknown as Colours,
  remPx: 16,
  font: 'face',
  reducedMotion: false,
};
const HOUR = 3_600_000;

describe('trend', () => {
  const trend = {
    from: Date.UTC(2026, 10, 20, 0),
    stepMs: HOUR,
    lines: [
      { values: [1, 2, 3], tint: 'data-4', dashed: false },
      { values: [3, 2, 1], tint: 'data-2', dashed: true },
    ],
  } as const;
  it('names hours at the site’s offset', () => {
    expect(buildTrendOption(trend, 480)(theme)).toMatchObject({
      xAxis: { data: ['08:00', '09:00', '10:00'] },
    });
  });
  it('tells its lines apart by dash as well as by tint', () => {
    expect(buildTrendOption(trend, 480)(theme)).toMatchObject({
      animation: false,
      series: [
        { lineStyle: { color: 'data-4', type: 'solid' } },
        { lineStyle: { color: 'data-2', type: 'dashed' } },
      ],
    });
  });
});
