import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'disputes',
  leastLines: 5.9,
  tallLines: 10.4,
  projections: ['operator', 'visitor'],
  component: Panel,
};

export default entry;
