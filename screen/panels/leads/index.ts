import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'leads',
  leastLines: 7,
  projections: ['operator'],
  component: Panel,
};

export default entry;
