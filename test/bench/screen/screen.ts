import { benchCommand } from '../command.ts';
import { screenFigures } from './figures/index.ts';

benchCommand({
  figures: screenFigures,
  runs: 3,
  files: { data: 'screen.json', page: 'screen.html', table: 'screen.md' },
});
