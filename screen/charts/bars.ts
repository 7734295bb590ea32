import type { Theme } from '../styles/tokens.ts';
import type { ChartOption } from './option.ts';

const BAR_REM = 0.7;

/** Horizontal bars, the first value on top, each on its track; words and numbers stand beside the chart as text. */
export function buildBarsOption(values: readonly number[]): (theme: Theme) => ChartOption {
  return ({ colours, remPx }) => ({
    animation: false,
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { type: 'value', show: false, min: 0, max: Math.max(1, ...values) },
    yAxis: { type: 'category', show: false, inverse: true, data: values.map((_, index) => String(index)) },
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: BAR_REM * remPx,
        data: [...values],
        itemStyle: { color: colours.data, borderRadius: remPx / 10 },
        showBackground: true,
        backgroundStyle: { color: colours['data-track'], borderRadius: remPx / 10 },
      },
    ],
  });
}
