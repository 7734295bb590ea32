import type { ProducerFeed } from '../../gateway/contract/index.ts';
import { alarmStream } from './alarms/stream.ts';
import { caseStream } from './cases/stream.ts';
import { handlingOf } from './handling.ts';
import { indicatorStream } from './indicators/stream.ts';
import { lateness } from './late.ts';
import { assessorsOf } from './level-work.ts';
import { linksOf } from './linking.ts';
import { type Officers, officersOf } from './officers.ts';
import type { Pack } from './pack.ts';
import type { Scenario } from './scenario.ts';
import { scriptsOf } from './script/stream.ts';
import { sitesOf } from './sites.ts';
import { type SlipDesk, slipDeskOf } from './slips.ts';
import { bySending, type Stream, type Timed, tagOf, type WorldBasis } from './stream.ts';
import { type TerminalWorld, terminalStream } from './terminals/stream.ts';
import { calendarOf } from './time.ts';
import { videoStream } from './video/stream.ts';

type ScriptedFeed = 'case' | 'alarm' | 'video';

/** One seeded county: every feed and its people as functions of time. */
export interface World {
  readonly startMs: number;
  readonly feeds: Readonly<Record<ProducerFeed, Stream>>;
  readonly terminals: TerminalWorld;
  readonly officers: Officers;
  /** What is told of the items that the officers have made. */
  readonly handling: Stream;
  /** Those who mind the risk levels. */
  readonly assessors: Officers;
  readonly slips: SlipDesk;
  /** The picture that an event of the last span refers to. */
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
  const { seed, startMs, pack, scenario } = options;
  const { arrival, delayed } = lateness(scenario.outages, startMs);
  const calendar = calendarOf(pack.utcOffsetMinutes);
  const basis: WorldBasis = { ...options, calendar, arrival, tag: tagOf(seed, startMs) };
  const sites = sitesOf(pack);
  const alarm = alarmStream(basis, sites);
  const cases = caseStream(basis, sites);
  const video = videoStream(basis, sites);
  const terminal = terminalStream(basis, sites);
  const indicator = indicatorStream(basis);
  const scripts = scriptsOf(basis, sites);
  const told = (feed: ScriptedFeed, { since, events }: Stream): Stream => {
    const both: Stream['events'] = (from, to) =>
      [...events(from, to), ...scripts.events(feed, from, to)].sort(bySending);
    return { since, events: delayed(feed, both) };
  };
  const feeds = {
    case: told('case', cases),
    alarm: told('alarm', alarm),
    terminal: { since: terminal.since, events: delayed('terminal', terminal.events) },
    video: told('video', video),
    indicator: { since: indicator.since, events: delayed('indicator', indicator.events) },
  };
  const links = linksOf(basis, { alarms: alarm, cases, video });
  const officers = officersOf(basis, { alarms: alarm, cases, video, links, terminals: terminal, scripts });
  return {
    startMs,
    feeds,
    terminals: { ...terminal, ...feeds.terminal, changes: delayed('terminal', terminal.changes) },
    officers,
    handling: handlingOf(basis, links),
    assessors: assessorsOf(basis, cases),
    slips: slipDeskOf(basis),
    picture: (hash) => video.picture(hash) ?? scripts.picture(hash),
    events: (from, to) =>
      Object.values(feeds)
        .flatMap((feed) => feed.events(from, to))
        .sort(bySending),
  };
}
