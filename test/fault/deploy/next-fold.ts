import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Entity } from '../../../gateway/contract/entities.ts';
import type { Projection } from '../../../gateway/contract/vocabulary.ts';
import type { Expected, View } from '../core/fresh-fold.ts';
import type { RawEntry } from '../core/raw-log.ts';

/** What a process loads first to have the next version of the reducers. */
export const NEXT_REDUCERS = fileURLToPath(new URL('./next-reducers.ts', import.meta.url));
const FOLD_NEXT = fileURLToPath(new URL('./fold-next.ts', import.meta.url));

export interface Asked {
  readonly log: readonly RawEntry[];
  readonly places: readonly number[];
}

interface WrittenView {
  readonly viewHash: string;
  readonly entities: readonly (readonly [key: string, entity: Entity])[];
}

export type Told = readonly (Omit<Expected, 'views'> & {
  readonly views: Readonly<Record<Projection, WrittenView>>;
})[];

/** A view as it goes over the line. */
export const writtenOf = ({ viewHash, entities }: View): WrittenView => ({
  viewHash,
  entities: [...entities],
});

const readOf = ({ viewHash, entities }: WrittenView): View => ({ viewHash, entities: new Map(entities) });

/** The same as `foldAnew` by the next version of the reducers, for the places that are named. */
export async function foldAnewByNext(asked: Asked): Promise<(n: number) => Expected> {
  const child = spawn(process.execPath, [`--import=${NEXT_REDUCERS}`, FOLD_NEXT], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ ...asked, places: [...new Set(asked.places)] }));
  const told = JSON.parse(await text(child.stdout)) as Told;
  const states = new Map(
    told.map(({ n, stateHash, views }) => {
      const read = { operator: readOf(views.operator), visitor: readOf(views.visitor) };
      return [n, { n, stateHash, views: read }] as const;
    }),
  );
  return (n) => {
    const state = states.get(n);
    if (state === undefined) throw new RangeError(`n ${n} was not asked for`);
    return state;
  };
}
