import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'warnings',
  leastLines: 7,
  tallLines: 9.9,
  projections: ['operator'],
  component: Panel,
};

export default entry;
