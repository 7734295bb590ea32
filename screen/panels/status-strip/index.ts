import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'status-strip',
  leastLines: 2,
  projections: ['operator', 'visitor'],
  component: Panel,
};

export default entry;
