import type { Operation } from '../operation.ts';
import { LETTERS } from './letters.ts';
import { PAGES } from './pages.ts';
import { PRODUCERS } from './producers.ts';
import { READING } from './reading.ts';
import { RUNNING } from './running.ts';
import { SENDING } from './sending.ts';

/** Every call of the gateway. A route that is not here fails a test, as does an entry without its route. */
export const OPERATIONS: readonly Operation[] = [
  ...SENDING,
  ...READING,
  ...LETTERS,
  ...PRODUCERS,
  ...RUNNING,
  ...PAGES,
];
