import { describe, expect, it } from 'vitest';
import { buildBarsOption } from '../../../../screen/charts/bars.ts';
import { buildTrendOption } from '../../../../screen/charts/trend.ts';
import { COLOUR_TOKENS, type Colours, type Theme } from '../../../../screen/styles/tokens.ts';

const theme: Theme = {
  colours: Object.fromEntries(COLOUR_TOKENS.map((token) => [token, token])) as unknown as Colours,
  remPx: 16,
  font: 'face',
  reducedMotion: false,
};
const HOUR = 3_600_000;

describe('bars', () => {
  it('stand in the order given, on a scale from 0 to the most, without animation', () => {
    expect(buildBarsOption([31, 22, 9])(theme)).toMatchObject({
      animation: false,
      xAxis: { min: 0, max: 31 },
      yAxis: { inverse: true, data: ['0', '1', '2'] },
      series: [{ data: [31, 22, 9], itemStyle: { color: 'data' } }],
    });
  });
  it('have a scale also when all are empty', () => {
    expect(buildBarsOption([])(theme)).toMatchObject({ xAxis: { max: 1 } });
  });
  it('grow with the root unit', () => {
    const width = (remPx: number) =>
      (buildBarsOption([1])({ ...theme, remPx }).series as { barWidth: number }[])[0]?.barWidth;
    expect(width(32)).toBe(2 * (width(16) ?? 0));
  });
});

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
