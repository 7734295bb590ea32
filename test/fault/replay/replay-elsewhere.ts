import { createRandom } from '../core/random.ts';
import { trace } from './replay.ts';

/** The replay in a process of its own, whose time zone, language and way of running the code are the caller's. */
const [seed = 0, entries = 0, places = 1] = process.argv.slice(2).map(Number);
/** Fewer than at home: without the optimising compiler each takes longer. */
const RESTORES = 30;
const chance = createRandom(seed).fork('elsewhere');
process.stdout.write(JSON.stringify(trace({ seed, entries, places, chance, restores: RESTORES })));
