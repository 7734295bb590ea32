import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'channels',
  leastLines: 7.7,
  projections: ['operator', 'visitor'],
  component: Panel,
};

export default entry;
