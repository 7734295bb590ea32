import type { ProducerFeed } from '../../gateway/contract/index.ts';
import { alarmStream } from './alarms/stream.ts';
import { caseStream } from './cases/stream.ts';
import { indicatorStream } from './indicators.ts';
import { type Officers, officersOf } from './officers.ts';
import type { Pack } from './pack.ts';
import type { Scenario } from './scenario.ts';
import { sitesOf } from './sites.ts';
import { bySending, type Stream, type Timed, tagOf, type WorldBasis } from './stream.ts';
import { type TerminalWorld, terminalStream } from './terminals/stream.ts';
import { calendarOf } from './time.ts';
import { videoStream } from './video/stream.ts';

/** One seeded county: every feed and its people as functions of time. */
export interface World {
  readonly startMs: number;
  readonly feeds: Readonly<Record<ProducerFeed, Stream>>;
  readonly terminals: TerminalWorld;
  readonly officers: Officers;
  /** The picture that a video event of the last span refers to. */
  picture(hash: string): Uint8Array | null;
  /** Events of all feeds with `from ≤ at < to`, in the order of sending. */
  events(from: number, to: number): Timed[];
}

/**
 * Builds the world. Equal seed, start instant, pack and scenario give the same bytes of every event; nothing is read
 * from a clock, and any span may be asked for again.
 */
export function createWorld(options: {
  readonly seed: number;
  readonly startMs: number;
  readonly pack: Pack;
  readonly scenario: Scenario;
}): World {
  const { seed, startMs, pack } = options;
  const basis: WorldBasis = {
    ...options,
    calendar: calendarOf(pack.utcOffsetMinutes),
    tag: tagOf(seed, startMs),
  };
  const sites = sitesOf(pack);
  const alarm = alarmStream(basis, sites);
  const video = videoStream(basis, sites);
  const terminals = terminalStream(basis, sites);
  const feeds = {
    case: caseStream(basis, sites),
    alarm,
    terminal: terminals,
    video,
    indicator: indicatorStream(basis),
  };
  return {
    startMs,
    feeds,
    terminals,
    officers: officersOf(basis, alarm, video),
    picture: video.picture,
    events: (from, to) =>
      Object.values(feeds)
        .flatMap((feed) => feed.events(from, to))
        .sort(bySending),
  };
}
