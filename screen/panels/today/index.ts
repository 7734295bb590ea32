import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'today',
  leastLines: 6.55,
  projections: ['operator', 'visitor'],
  component: Panel,
};

export default entry;
