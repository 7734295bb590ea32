import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'risk-levels',
  leastLines: 7.35,
  projections: ['operator', 'visitor'],
  component: Panel,
};

export default entry;
