import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartOption } from './option.ts';

use([LineChart, GridComponent, SVGRenderer]);

export interface Chart {
  /** Replaces what is drawn; nothing of the former option stays. */
  readonly draw: (option: ChartOption) => void;
  readonly resize: () => void;
  readonly dispose: () => void;
}

/** One chart in an element for its whole life, drawn as SVG: crisp at any root unit, no canvas memory. */
export function createChart(element: HTMLElement): Chart {
  const chart = init(element, null, { renderer: 'svg' });
  return {
    draw: (option) => chart.setOption(option, { notMerge: true }),
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  };
}
