import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'level-days',
  leastLines: 9.5,
  projections: ['operator'],
  component: Panel,
};

export default entry;
