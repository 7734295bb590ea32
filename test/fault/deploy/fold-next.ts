import { text } from 'node:stream/consumers';
import { foldAnew } from '../core/fresh-fold.ts';
import { type Asked, type Told, writtenOf } from './next-fold.ts';

/** Folds the log that it is given with whatever reducers this process was started with, and tells the states at the places asked. */
const { log, places } = JSON.parse(await text(process.stdin)) as Asked;
const expectedAt = foldAnew(log);
const told: Told = places.map((n) => {
  const { views, stateHash } = expectedAt(n);
  const { operator, visitor } = views;
  return { n, stateHash, views: { operator: writtenOf(operator), visitor: writtenOf(visitor) } };
});
process.stdout.write(JSON.stringify(told));
