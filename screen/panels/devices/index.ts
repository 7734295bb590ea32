import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'devices',
  leastLines: 5.1,
  projections: ['operator'],
  component: Panel,
};

export default entry;
