import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'alarms',
  leastLines: 9.65,
  projections: ['operator'],
  component: Panel,
};

export default entry;
