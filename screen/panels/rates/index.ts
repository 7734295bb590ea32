import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'rates',
  leastLines: 9.6,
  projections: ['operator'],
  component: Panel,
};

export default entry;
