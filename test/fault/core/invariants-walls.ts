import type { AlarmEntity, CaseEntity, Entity, TerminalEntity } from '../../../gateway/contract/entities.ts';
import { EVENT_TYPES } from '../../../gateway/contract/event-types.ts';
import { canonicalJson } from '../../../gateway/contract/hash.ts';
import type { Position } from '../../../gateway/contract/position.ts';
import type { Projection } from '../../../gateway/contract/vocabulary.ts';
import type { RunEvidence } from './evidence.ts';
import type { View } from './fresh-fold.ts';
import { consult, type OracleState } from './oracle.ts';
import type { RawEntry, RawLog } from './raw-log.ts';
import type { WallEvidence, WallStep } from './wall.ts';

/** Lines of evidence that one wall may fill: the first few tell the story. */
const LINES = 12;

/** I3: every wall has come up to the log, and shows exactly what a fresh fold and the oracle say of its place. */
export function wallsShowTheLog({ walls, log, expectedAt }: RunEvidence): string[] {
  const last = log.entries.findLast(({ feed }) => feed !== 'system')?.n ?? 0;
  return walls.flatMap((wall) => {
    const { name, place } = wall;
    if (place === null) return `${name} shows nothing`;
    if (!standsOn(log, place))
      return `${name} stands at ${place.e}:${place.n}:${place.h}, which is not in the log`;
    if (wall.behind !== null) return `${name} has positions only up to n ${wall.behind} of ${place.n}`;
    if (place.n < last) return `${name} stands at n ${place.n}, the last event is n ${last}`;
    const projection = projectionOf(wall);
    const expected = expectedAt(place.n).views[projection];
    const faults = [
      ...differences(wall.entities, expected),
      ...(projection === 'visitor'
        ? notForVisitors(wall.entities)
        : contradictions(wall.entities, consult(log.entries, place.n))),
    ];
    if (faults.length === 0 && wall.viewHash !== expected.viewHash) {
      faults.push(`view hash ${wall.viewHash}, the log gives ${expected.viewHash}`);
    }
    return faults.slice(0, LINES).map((fault) => `${name} at n ${place.n}: ${fault}`);
  });
}

function differences(shown: ReadonlyMap<string, Entity>, expected: View): string[] {
  const ghosts = [...shown.keys()].filter((key) => !expected.entities.has(key));
  const wrong = [...expected.entities].flatMap(([key, entity]) => {
    const seen = shown.get(key);
    if (seen === undefined) return `${key} is missing`;
    const [a, b] = [canonicalJson(seen), canonicalJson(entity)];
    return a === b ? [] : `${key} is ${a}, the log gives ${b}`;
  });
  return [...ghosts.map((key) => `${key} is a ghost`), ...wrong];
}

/** Whose eyes a wall had when it was greeted last. */
function projectionOf({ steps }: WallEvidence): Projection {
  return steps.findLast(isGreeting)?.projection ?? 'operator';
}

type Greeting = Extract<WallStep, { readonly what: 'hello' | 'reset' }>;
const isGreeting = (step: WallStep): step is Greeting => step.what === 'hello' || step.what === 'reset';

const FOR_VISITORS: ReadonlySet<string> = new Set(['feed', 'kpi', 'series']);

/** Totals and the sources' health are all that a visitor may ever see, whatever a fold and its projection say. */
function notForVisitors(shown: ReadonlyMap<string, Entity>): string[] {
  const hidden = [...shown.keys()].filter((key) => !FOR_VISITORS.has(key.slice(0, key.indexOf(':'))));
  return hidden.map((key) => `${key} is shown to a visitor`);
}

/** What the oracle says against what is shown; both directions. */
function contradictions(shown: ReadonlyMap<string, Entity>, oracle: OracleState): string[] {
  const of = <One>(kind: string) =>
    new Map(
      [...shown].flatMap(([key, entity]) =>
        key.startsWith(`${kind}:`) ? [[key.slice(kind.length + 1), entity as unknown as One] as const] : [],
      ),
    );
  const compare = <One, Word>(
    kind: string,
    said: ReadonlyMap<string, Word>,
    word: (entity: One) => Word,
  ): string[] => {
    const seen = of<One>(kind);
    const wrong = [...said].flatMap(([id, expected]) => {
      const entity = seen.get(id);
      const is = entity === undefined ? 'not there' : word(entity);
      return is === expected ? [] : `${kind} ${id} is ${is}, the oracle says ${expected}`;
    });
    const ghosts = [...seen.keys()].filter((id) => !said.has(id));
    return [...wrong, ...ghosts.map((id) => `${kind} ${id} is unknown to the oracle`)];
  };
  const leads = new Map([...oracle.leads].map((id) => [id, true]));
  const alarms = of<AlarmEntity>('alarm');
  const seen = [...oracle.acked].flatMap(([id, acked]) => {
    const wrong = (alarms.get(id)?.acked ?? acked) !== acked;
    return wrong ? `alarm ${id} is ${acked ? 'unseen' : 'acknowledged'}, the oracle says the contrary` : [];
  });
  return [
    ...seen,
    ...compare<CaseEntity, string>('case', oracle.cases, ({ state }) => state),
    ...compare<AlarmEntity, boolean>('alarm', oracle.alarms, ({ active }) => active),
    ...compare<TerminalEntity, string>('terminal', oracle.terminals, ({ location }) =>
      location === null ? 'nowhere' : `${location.lng},${location.lat}`,
    ),
    ...compare<Entity, boolean>('video', leads, () => true),
  ];
}

/** Whether a place is one of the final log's; what was trimmed cannot be compared. */
function standsOn({ entries, horizon }: RawLog, { n, h }: Position): boolean {
  if (n === 0 || n <= horizon) return true;
  return entryAt(entries, n)?.h === h;
}

function entryAt(entries: readonly RawEntry[], n: number): RawEntry | undefined {
  let [low, high] = [0, entries.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry === undefined || entry.n === n) return entry;
    if (entry.n < n) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/**
 * I5: a wall moves by steps from exactly where it stands, or by a snapshot that was announced with a reason; and a
 * place that the log has lost is never left by a step, only by such a snapshot.
 */
export function announcedGaps({ walls, log }: RunEvidence): string[] {
  return walls.flatMap((wall) => gapsOf(wall, log).slice(0, LINES));
}

function gapsOf({ name, steps }: WallEvidence, log: RawLog): string[] {
  const faults: string[] = [];
  let announced: number | null = null;
  let lostPlace: Position | null = null;
  for (const step of steps) {
    if (isGreeting(step)) {
      if (step.snapshotN !== null && step.reason === null)
        faults.push(`${name}: a ${step.what} without a reason`);
      announced = step.snapshotN ?? announced;
    } else if (step.what === 'swap') {
      if (announced !== step.place?.n) faults.push(`${name}: swapped to n ${step.place?.n} unannounced`);
      announced = null;
      lostPlace = null;
    } else if (step.what === 'frame' || step.what === 'beat') {
      if (!step.applied) continue;
      if (step.from !== step.b)
        faults.push(`${name}: a ${step.what} of ${step.b} was applied at ${step.from}`);
      const there = step.place !== null && standsOn(log, step.place);
      if (there && lostPlace !== null) {
        faults.push(`${name}: went on from n ${lostPlace.n}, which the log has lost, to n ${step.place?.n}`);
      }
      lostPlace = there ? null : step.place;
    }
  }
  return faults;
}

/** A stretch that a wall followed by steps alone, from a snapshot's place to its last place on the final log. */
interface Stretch {
  /** Visitors are told no events. */
  readonly projection: Projection;
  readonly from: number;
  to: number;
  readonly told: number[];
}

/** I4: in every stretch between two snapshots the events told are the log's distinct events that were applied, in its order. */
export function everyEventInOrder({ walls, log, untold }: RunEvidence): string[] {
  const distinct = log.entries.flatMap((entry) => (isDistinct(entry) && !untold.has(entry.n) ? entry.n : []));
  return walls.flatMap(({ name, steps, eventGaps }) => {
    const backwards = stepsBack(name, steps);
    if (eventGaps > 0) backwards.push(`${name}: ${eventGaps} frames came without an event before them`);
    const stretches = stretchesOf(steps, log);
    const wrong = stretches.flatMap(({ projection, from, to, told }) => {
      const expected = projection === 'visitor' ? [] : distinct.filter((n) => n > from && n <= to);
      return compareEvents(
        name,
        expected,
        told.filter((n) => n <= to),
      );
    });
    return [...backwards, ...wrong].slice(0, LINES);
  });
}

function isDistinct({ feed, type }: RawEntry): boolean {
  const spec = (EVENT_TYPES as Readonly<Record<string, { readonly conflation: string }>>)[type];
  return spec?.conflation === 'distinct' && ['case', 'alarm', 'video', 'operation'].includes(feed);
}

function stepsBack(name: string, steps: readonly WallStep[]): string[] {
  return steps.flatMap((step) => {
    if ((step.what !== 'frame' && step.what !== 'beat') || !step.applied) return [];
    const { from, place } = step;
    return from !== null && place !== null && place.n < from
      ? `${name}: a ${step.what} took it back from n ${from} to ${place.n}`
      : [];
  });
}

function stretchesOf(steps: readonly WallStep[], log: RawLog): Stretch[] {
  const stretches: Stretch[] = [];
  let projection: Projection = 'operator';
  for (const step of steps) {
    if (isGreeting(step)) {
      projection = step.projection;
    } else if (step.what === 'swap') {
      const at = step.place?.n ?? 0;
      stretches.push({ projection, from: at, to: at, told: [] });
    } else if ((step.what === 'frame' || step.what === 'beat') && step.applied) {
      const stretch = stretches.at(-1);
      if (stretch === undefined || step.place === null) continue;
      if (standsOn(log, step.place)) stretch.to = step.place.n;
      stretch.told.push(...step.events.map(([n]) => n));
    }
  }
  return stretches;
}

function compareEvents(name: string, expected: readonly number[], told: readonly number[]): string[] {
  const at = expected.findIndex((n, i) => told[i] !== n);
  if (at < 0 && told.length === expected.length) return [];
  const where = at < 0 ? expected.length : at;
  const [is, should] = [told[where] ?? 'nothing', expected[where] ?? 'nothing'];
  return [
    `${name}: event ${where} of the stretch is n ${is}, the log has n ${should} (${told.length} of ${expected.length})`,
  ];
}
