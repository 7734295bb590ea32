import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'counters',
  leastLines: 3.9,
  projections: ['operator', 'visitor'],
  component: Panel,
};

export default entry;
