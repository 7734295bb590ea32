import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'alarm-states',
  leastLines: 3.8,
  projections: ['operator'],
  component: Panel,
};

export default entry;
