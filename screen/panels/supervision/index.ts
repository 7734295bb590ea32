import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'supervision',
  leastLines: 10,
  projections: ['operator'],
  component: Panel,
};

export default entry;
