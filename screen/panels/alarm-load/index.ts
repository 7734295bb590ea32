import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'alarm-load',
  leastLines: 8.3,
  projections: ['operator'],
  component: Panel,
};

export default entry;
