import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'level-days',
  leastLines: 7.7,
  projections: ['operator'],
  component: Panel,
};

export default entry;
