import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartOption } from './option.ts';

use([LineChart, GridComponent, SVGRenderer]);

export interface Chart {
  /** Replaces what is drawn; nothing of the former option stays. Does nothing when it says what is drawn already. */
  readonly draw: (option: ChartOption) => void;
  readonly resize: () => void;
  readonly dispose: () => void;
}

/** One chart in an element for its whole life, drawn as SVG: crisp at any root unit, no canvas memory. */
export function createChart(element: HTMLElement): Chart {
  const chart = init(element, null, { renderer: 'svg' });
  // Nothing moves by itself: no frames are asked for once a picture stands.
  chart.getZr().setSleepAfterStill(1);
  let drawn = '';
  return {
    draw(option) {
      // Functions in an option come from the code and the theme, not from the data.
      const next = JSON.stringify(option);
      if (next === drawn) return;
      drawn = next;
      chart.setOption(option, { notMerge: true });
    },
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  };
}
