import { vi } from 'vitest';
import type { DraftEntry, LogEntry } from '../../gateway/contract/entry.ts';
import type { Position } from '../../gateway/contract/position.ts';
import type { EventLog } from '../../gateway/log/port.ts';
import type { Logger } from '../../gateway/ops/port.ts';

export const START = Date.UTC(2027, 2, 1, 1);

export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

export const BEFORE_ALL: Position = { e: '', n: 0, h: '' };

/** A valid draft; equal ids give equal drafts. */
export function draft(id: string, changes: Partial<DraftEntry> = {}): DraftEntry {
  return {
    feed: 'case',
    type: 'case.received',
    v: 1,
    id,
    source: 'urn:yitu:test',
    subject: `CASE-${id}`,
    time: START,
    receivedAt: START + 250,
    sequence: 1,
    producerEpoch: 0,
    reality: 'simulated',
    producer: 'desk',
    area: null,
    flags: [],
    data: { title: '井盖破损', kind: 'FACILITY' },
    digest: `digest of ${id}`,
    ...changes,
  };
}

export function drafts(from: number, to: number, changes: Partial<DraftEntry> = {}): DraftEntry[] {
  return Array.from({ length: to - from + 1 }, (_, i) => draft(String(from + i), changes));
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

export const numbers = (entries: readonly LogEntry[]) => entries.map((entry) => entry.n);

export async function eventually(assertion: () => void | Promise<void>): Promise<void> {
  await vi.waitFor(assertion, { timeout: 60_000, interval: 20 });
}

/** Follows and keeps everything that was told. */
export function collect(log: EventLog, after: Position = BEFORE_ALL) {
  const seen = { entries: [] as LogEntry[], reasons: [] as string[], health: [] as boolean[] };
  const follower = log.follow(after, {
    onEntries: (entries) => void seen.entries.push(...entries),
    onDiscontinuity: (reason) => void seen.reasons.push(reason),
    onHealth: (ok) => void seen.health.push(ok),
  });
  return { ...seen, numbers: () => numbers(seen.entries), stop: () => follower.stop() };
}
