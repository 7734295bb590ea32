import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Entity } from '../../../gateway/contract/entities.ts';
import type { Expected } from '../core/fresh-fold.ts';
import type { RawEntry } from '../core/raw-log.ts';

/** What a process loads first to have the next version of the reducers. */
export const NEXT_REDUCERS = fileURLToPath(new URL('./next-reducers.ts', import.meta.url));
const FOLD_NEXT = fileURLToPath(new URL('./fold-next.ts', import.meta.url));

export interface Asked {
  readonly log: readonly RawEntry[];
  readonly places: readonly number[];
}

export type Told = readonly (Omit<Expected, 'entities'> & {
  readonly entities: readonly (readonly [key: string, entity: Entity])[];
})[];

/** The same as `foldAnew` by the next version of the reducers, for the places that are named. */
export async function foldAnewByNext(asked: Asked): Promise<(n: number) => Expected> {
  const child = spawn(process.execPath, [`--import=${NEXT_REDUCERS}`, FOLD_NEXT], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ ...asked, places: [...new Set(asked.places)] }));
  const told = JSON.parse(await text(child.stdout)) as Told;
  const states = new Map(told.map((state) => [state.n, { ...state, entities: new Map(state.entities) }]));
  return (n) => {
    const state = states.get(n);
    if (state === undefined) throw new RangeError(`n ${n} was not asked for`);
    return state;
  };
}
