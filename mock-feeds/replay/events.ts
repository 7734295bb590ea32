import type { CloudEvent } from '../../gateway/contract/index.ts';
import type { Mapping } from './mapping.ts';
import type { RecordFact } from './records.ts';

/** How the records' instants become the gateway's. */
export interface Shift {
  /** Added to every instant, ms. 0 keeps them. */
  readonly byMs: number;
  /** Set when the instants are moved: a later moved replay of the same records takes the place of this one. */
  readonly producerEpoch: number | null;
}

export interface ReplayEvent {
  readonly line: number;
  readonly at: number;
  readonly event: CloudEvent;
}

const iso = (ms: number) => new Date(ms).toISOString();

/** What was known at `asOf` (all when null), in order of time; a row's facts keep their own order. */
export function knownAt(facts: readonly RecordFact[], asOf: number | null): RecordFact[] {
  return facts
    .filter(({ at }) => asOf === null || at <= asOf)
    .sort((a, b) => a.at - b.at || a.line - b.line || a.sequence - b.sequence);
}

/** The latest instant at which anything in the file happened; null when there is nothing. */
export function latestOf(facts: readonly RecordFact[]): number | null {
  return facts.reduce<number | null>(
    (latest, { at }) => (latest === null || at > latest ? at : latest),
    null,
  );
}

/** The event of one fact. Ids depend on the record alone, so that a second run is all duplicates. */
export function eventOf(fact: RecordFact, of: Mapping, { byMs, producerEpoch }: Shift): ReplayEvent {
  const dueAt = fact.dueAt === null ? null : iso(fact.dueAt + byMs);
  // A record without a deadline says so: the gateway's own rules are not the rules it was worked by.
  const deadline = fact.type === 'case.received' ? { dueAt } : {};
  const basis = fact.dueAt === null || of.basis === undefined ? {} : { basis: of.basis };
  const id = `${fact.subject}-${fact.type.slice('case.'.length)}`;
  const at = fact.at + byMs;
  const event: CloudEvent = {
    specversion: '1.0',
    id: producerEpoch === null ? id : `${id}@${producerEpoch}`,
    source: of.source,
    type: fact.type,
    subject: fact.subject,
    time: iso(at),
    sequence: fact.sequence,
    ...(producerEpoch === null ? {} : { producerepoch: producerEpoch }),
    data: { ...fact.data, ...deadline, ...basis },
  };
  return { line: fact.line, at, event };
}
