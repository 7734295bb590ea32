import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'hazards',
  leastLines: 6.4,
  projections: ['operator', 'visitor'],
  component: Panel,
};

export default entry;
