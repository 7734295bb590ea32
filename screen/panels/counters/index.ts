import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'counters',
  leastLines: 3.8,
  projections: ['operator', 'visitor'],
  component: Panel,
};

export default entry;
