import type { Projection } from '../../../gateway/contract/vocabulary.ts';
import { chainHash } from '../../../gateway/log/chain.ts';
import { DEFAULT_LIMITS, type RunEvidence } from '../../fault/core/evidence.ts';
import { foldAnew } from '../../fault/core/fresh-fold.ts';
import { checkInvariants, type InvariantId } from '../../fault/core/invariants.ts';
import type { RawEntry } from '../../fault/core/raw-log.ts';
import type { WallEvidence, WallStep } from '../../fault/core/wall.ts';

const START = Date.UTC(2027, 2, 1, 1);

/** A raw log of the given facts, numbered and chained. */
export function rawLog(
  facts: readonly (Pick<RawEntry, 'type' | 'subject'> & Partial<RawEntry>)[],
): RawEntry[] {
  let h = '';
  return facts.map((fact, i) => {
    const n = i + 1;
    const id = fact.id ?? `event-${n}`;
    const digest = `digest-${id}`;
    h = chainHash(h, { digest, source: 'urn:test', id });
    return {
      n,
      e: 'E1',
      h,
      feed: fact.type.split('.')[0] ?? '',
      source: 'urn:test',
      v: 1,
      time: START + n,
      received: START + n,
      sequence: n,
      producer: 'test',
      epoch: 0,
      reality: 'actual',
      area: null,
      flags: '',
      data: '{}',
      healedFrom: null,
      ...fact,
      id,
      digest,
    };
  });
}

export const received = (subject: string, changes: Partial<RawEntry> = {}) => ({
  type: 'case.received',
  subject,
  data: JSON.stringify({ title: `井盖破损 ${subject}`, kind: 'FACILITY' }),
  ...changes,
});
export const raised = (subject: string) => ({
  type: 'alarm.raised',
  subject,
  data: JSON.stringify({ type: 'GAS', priority: 'P1', title: `可燃气体 ${subject}` }),
});
export const acknowledged = (alarm: string, seen?: number) => ({
  type: 'operation.acknowledged',
  subject: `alarm:${alarm}`,
  data: JSON.stringify({ by: { seat: '1', role: 'duty_officer' }, ...(seen === undefined ? {} : { seen }) }),
});
export const located = (subject: string, lng: number, changes: Partial<RawEntry> = {}) => ({
  type: 'terminal.located',
  subject,
  data: JSON.stringify({ location: { lng, lat: 25.6 } }),
  ...changes,
});

export const placeAt = (log: readonly RawEntry[], n: number) => {
  const { e = 'E1', h = '' } = log.find((entry) => entry.n === n) ?? {};
  return { e, n, h };
};

/** A wall that was greeted with a snapshot of `from` and followed frames to the end. */
export function wallOf(
  log: readonly RawEntry[],
  changes: Partial<WallEvidence> = {},
  projection: Projection = 'operator',
): WallEvidence {
  const end = log.at(-1)?.n ?? 0;
  const { viewHash, entities } = foldAnew(log)(end).views[projection];
  const at = START;
  const steps: WallStep[] = [
    { what: 'hello', at, projection, mode: 'snapshot', reason: 'new', snapshotN: 1 },
    { what: 'swap', at, place: placeAt(log, 1) },
    {
      what: 'frame',
      at,
      from: 1,
      b: 1,
      applied: true,
      place: placeAt(log, end),
      events: log
        .filter(({ n, feed }) => projection === 'operator' && n > 1 && feed !== 'terminal')
        .map(({ n, subject }) => [n, 'case.received', 'case', subject, at]),
    },
  ];
  return {
    name: 'wall',
    place: placeAt(log, end),
    behind: null,
    eventGaps: 0,
    viewHash,
    entities,
    steps,
    ...changes,
  };
}

/** Evidence of a run in which all was well, with whatever a test wants to be wrong. */
export function evidence(log: readonly RawEntry[], changes: Partial<RunEvidence> = {}): RunEvidence {
  const expectedAt = foldAnew(log);
  const end = log.at(-1)?.n ?? 0;
  return {
    fault: '00 unit',
    engine: 'redis',
    seed: 1,
    sent: log.map(({ id }) => `urn:test ${id}`),
    acks: log.map(({ id, n, e, h }) => ({
      key: `urn:test ${id}`,
      status: 201,
      n,
      position: `${e}:${n}:${h}`,
      durability: 'fsync',
      at: START,
      gateway: 'gateway 0',
    })),
    calls: [{ way: 'http', gateway: 'gateway 0', startedAt: START, ms: 12, status: 200, retryAfter: false }],
    refusals: [],
    absences: [],
    log: { entries: log, epoch: 'E1', horizon: 0 },
    expectedAt,
    untold: new Set(),
    walls: [wallOf(log)],
    gateways: [
      {
        name: 'gateway 0',
        running: true,
        state: { n: end, stateHash: expectedAt(end).stateHash },
        crashes: [],
        complaints: [],
        peakResidentBytes: 1,
      },
    ],
    settledMs: 1_000,
    limits: DEFAULT_LIMITS,
    figures: {},
    allows: {},
    ...changes,
  };
}

/** Invariants that the evidence breaks. */
export const broken = (run: RunEvidence) =>
  Object.entries(checkInvariants(run).findings)
    .filter(([, { holds }]) => !holds)
    .map(([id]) => id);
/** Every line of evidence against one of them. */
export const linesOf = (run: RunEvidence, id: InvariantId) =>
  checkInvariants(run).findings[id].evidence.join('\n');
