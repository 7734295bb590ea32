import type { Operation } from '../operation.ts';
import { LETTERS } from './letters.ts';
import { PAGES } from './pages.ts';
import { PRODUCERS } from './producers.ts';
import { READING } from './reading.ts';
import { RUNNING } from './running.ts';
import { SENDING } from './sending.ts';
import { TERMINALS } from './terminals.ts';

/** Every call of the gateway. A route that is not here fails a test, as does an entry without its route. */
export const OPERATIONS: readonly Operation[] = [
  ...SENDING,
  ...READING,
  ...TERMINALS,
  ...LETTERS,
  ...PRODUCERS,
  ...RUNNING,
  ...PAGES,
];
