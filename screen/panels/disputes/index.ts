import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'disputes',
  leastLines: 5.8,
  tallLines: 9.9,
  projections: ['operator', 'visitor'],
  component: Panel,
};

export default entry;
