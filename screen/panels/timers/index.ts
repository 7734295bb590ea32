import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'timers',
  leastLines: 12,
  projections: ['operator'],
  component: Panel,
};

export default entry;
