import type { LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

/** Options of the chart types that the wall uses. */
export type ChartOption = ComposeOption<LineSeriesOption | GridComponentOption>;
