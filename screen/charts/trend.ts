import { hourMinute, localTime } from '../locale/time.ts';
import type { Theme } from '../styles/tokens.ts';
import type { ChartOption } from './option.ts';

const AXIS_REM = 1.1;
/** Every sixth hour is named. */
const LABEL_EVERY = 6;

export interface TrendLine {
  readonly values: readonly number[];
  readonly tint: 'data-2' | 'data-4';
  readonly dashed: boolean;
}

export interface Trend {
  /** Start of the first slot, epoch ms. */
  readonly from: number;
  readonly stepMs: number;
  readonly lines: readonly TrendLine[];
}

/** Lines over equally spaced slots with hours below; told apart by tint and by dash, named beside the chart. */
export function buildTrendOption(trend: Trend, utcOffsetMinutes: number): (theme: Theme) => ChartOption {
  const slots = Math.max(0, ...trend.lines.map((line) => line.values.length));
  const hours = Array.from({ length: slots }, (_, slot) =>
    hourMinute(localTime(trend.from + slot * trend.stepMs, utcOffsetMinutes)),
  );
  return ({ colours, remPx, font }) => {
    const label = { color: colours['text-2'], fontSize: AXIS_REM * remPx, fontFamily: font };
    return {
      animation: false,
      grid: { left: 2.6 * remPx, right: 0.6 * remPx, top: 0.8 * remPx, bottom: 1.9 * remPx },
      xAxis: {
        type: 'category',
        boundaryGap: false,
        data: hours,
        axisLine: { lineStyle: { color: colours['line-strong'] } },
        axisTick: { show: false },
        axisLabel: { ...label, interval: (slot: number) => slot % LABEL_EVERY === 0 },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitNumber: 2,
        axisLabel: label,
        splitLine: { lineStyle: { color: colours.line } },
      },
      series: trend.lines.map((line) => ({
        type: 'line' as const,
        silent: true,
        showSymbol: false,
        step: 'middle' as const,
        data: [...line.values],
        lineStyle: {
          color: colours[line.tint],
          width: remPx / 8,
          type: line.dashed ? ('dashed' as const) : ('solid' as const),
        },
      })),
    };
  };
}
