import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'appeals',
  leastLines: 5.15,
  tallLines: 9.4,
  projections: ['operator', 'visitor'],
  component: Panel,
};

export default entry;
