import type { PanelEntry } from '../entry.ts';
import Panel from './Panel.vue';

const entry: PanelEntry = {
  id: 'video',
  leastLines: 9.6,
  projections: ['operator'],
  component: Panel,
};

export default entry;
