import { benchCommand } from './command.ts';
import { FIGURES } from './figures/index.ts';

benchCommand({ figures: () => FIGURES, runs: 5 });
