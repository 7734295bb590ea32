import { pause } from '../ways/backoff.ts';
import { BATCH, type Gateway } from '../ways/gateway.ts';
import { Stopped } from '../ways/outcome.ts';
import { eventOf, knownAt, latestOf, type ReplayEvent, type Shift } from './events.ts';
import { columnsOf, type Mapping } from './mapping.ts';
import { factsOf, type RecordFact } from './records.ts';
import { RowError } from './row-error.ts';
import type { Table } from './table.ts';

export interface ReplayOptions {
  readonly mapping: Mapping;
  /** Records-seconds per second; null sends as fast as the gateway takes it. */
  readonly speed: number | null;
  readonly shift: 'now' | 'keep';
  /** Replay what was known at this instant, epoch milliseconds. */
  readonly asOf: number | null;
  readonly signal: AbortSignal;
  /** One line for each bad row or refused event. */
  readonly onBad: (line: string) => void;
  readonly onProgress: (sent: number, total: number) => void;
}

export interface ReplaySummary {
  readonly rows: number;
  readonly badRows: number;
  readonly events: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/** Columns that the mapping names and the table has not. */
export function missingColumns(table: Table, mapping: Mapping): string[] {
  const has = table.columns;
  return has === null ? [] : columnsOf(mapping).filter((name) => !has.includes(name));
}

function read(table: Table, mapping: Mapping, onBad: (line: string) => void) {
  const facts: RecordFact[] = [];
  let bad = table.errors.length;
  for (const error of table.errors) onBad(error.message);
  for (const row of table.rows) {
    try {
      facts.push(...factsOf(row, mapping));
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      bad += 1;
      onBad(error.message);
    }
  }
  return { facts, bad };
}

async function shiftOf(
  options: ReplayOptions,
  gateway: Pick<Gateway, 'time'>,
  latest: number,
): Promise<Shift> {
  if (options.shift === 'keep') return { byMs: 0, producerEpoch: null };
  const { ms } = await gateway.time();
  return { byMs: ms - (options.asOf ?? latest), producerEpoch: Math.floor(ms / 1_000) };
}

/** The next events to be sent together: up to a batch, and when paced only those whose time has come. */
async function nextBatch(
  events: readonly ReplayEvent[],
  from: number,
  due: (at: number) => number,
  signal: AbortSignal,
) {
  const first = events[from];
  if (first === undefined) return [];
  await pause(Math.max(0, due(first.at)), signal);
  if (signal.aborted) throw new Stopped();
  const batch = events.slice(from, from + BATCH);
  const early = batch.findIndex(({ at }) => due(at) > 0);
  return early === -1 ? batch : batch.slice(0, Math.max(1, early));
}

/** Replays a table through the gateway's public way in. Bad rows are told and left out; the good ones go on. */
export async function replay(
  table: Table,
  options: ReplayOptions,
  gateway: Pick<Gateway, 'events' | 'time'>,
): Promise<ReplaySummary> {
  const { mapping, speed, signal, onBad, onProgress } = options;
  const { facts, bad } = read(table, mapping, onBad);
  const shift = await shiftOf(options, gateway, latestOf(facts) ?? 0);
  const events = knownAt(facts, options.asOf).map((fact) => eventOf(fact, mapping, shift));
  const began = performance.now();
  const start = events[0]?.at ?? 0;
  const due = (at: number) => (speed === null ? 0 : (at - start) / speed - (performance.now() - began));
  const total = { accepted: 0, duplicates: 0, rejected: 0 };
  for (let sent = 0; sent < events.length; ) {
    const batch = await nextBatch(events, sent, due, signal);
    const outcome = await gateway.events(batch.map(({ event }) => event));
    total.accepted += outcome.accepted;
    total.duplicates += outcome.duplicates;
    total.rejected += outcome.rejected.length;
    for (const { id, code, detail } of outcome.rejected) {
      const line = batch.find(({ event }) => event.id === id)?.line ?? 0;
      onBad(`第 ${line} 行 · ${id} 被网关拒绝 · ${code} ${detail}`);
    }
    sent += batch.length;
    onProgress(sent, events.length);
  }
  return { rows: table.rows.length + table.errors.length, badRows: bad, events: events.length, ...total };
}
