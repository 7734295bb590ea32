import type { CloudEvent, EventType, ProducerFeed, Reality } from '../../gateway/contract/index.ts';
import type { Arrival } from './late.ts';
import type { Pack } from './pack.ts';
import { hash32 } from './rng.ts';
import type { Scenario } from './scenario.ts';
import type { Calendar } from './time.ts';

/** An event and the instant at which its producer would send it, epoch milliseconds. */
export interface Timed {
  readonly at: number;
  readonly event: CloudEvent;
}

/** One feed of the world as a function of time. */
export interface Stream {
  /** First instant at which this feed exists: the beginning of its pre-played history. */
  readonly since: number;
  /** Every event with `from ≤ at < to`, in the order of sending. May be asked for any span, in any order. */
  events(from: number, to: number): Timed[];
}

/** What every part of the world is made from. Equal values give equal worlds. */
export interface WorldBasis {
  readonly seed: number;
  readonly startMs: number;
  readonly pack: Pack;
  readonly scenario: Scenario;
  readonly calendar: Calendar;
  /** When what a feed says arrives at the gateway: later while the feed is cut off. */
  readonly arrival: Arrival;
  /** Marks the events of this very world (seed and start), so that two worlds never claim one id. */
  readonly tag: string;
}

export function tagOf(seed: number, startMs: number): string {
  return hash32(`${seed}|${startMs}`).toString(36);
}

interface Said {
  readonly feed: ProducerFeed;
  readonly type: EventType;
  readonly id: string;
  readonly subject: string;
  readonly at: number;
  readonly sequence: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** The vendor's platform that sends it, where a feed has several. */
  readonly platform?: string;
}

/** The envelope of one event; `source` is the feed's own simulated producer. `reality` steps out of what counts. */
export function eventOf(
  basis: WorldBasis,
  { feed, type, id, subject, at, sequence, data, platform }: Said,
  reality?: Reality,
): CloudEvent {
  return {
    specversion: '1.0',
    id: `${basis.tag}-${id}`,
    source: `urn:yitu:sim:${feed}${platform === undefined ? '' : `:${platform}`}`,
    type,
    subject,
    time: basis.calendar.iso(at),
    sequence,
    ...(reality === undefined ? {} : { reality }),
    data: { ...data },
  };
}

/** Order of sending: by instant, then by id, so that equal instants keep one order. */
export function bySending(a: Timed, b: Timed): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.event.id < b.event.id ? -1 : 1;
}
