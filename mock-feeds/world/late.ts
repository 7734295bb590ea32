import type { ProducerFeed } from '../../gateway/contract/index.ts';
import type { Outage } from './scenario.ts';
import type { Stream, Timed } from './stream.ts';
import { SECOND } from './time.ts';

/** When something that is said at an instant arrives: the instant itself, or later when its feed is cut off. */
export type Arrival = (feed: ProducerFeed, at: number) => number;

interface Gap {
  readonly from: number;
  readonly to: number;
  /** What was held back, and what is said meanwhile, arrives within this time after `to`, in its own order. */
  readonly catchUpMs: number;
}

function gapsOf(outages: readonly Outage[], startMs: number, feed: ProducerFeed): Gap[] {
  return outages
    .filter((outage) => outage.feed === feed)
    .map(({ afterS, lastsS, catchUpS }) => {
      const from = startMs + afterS * SECOND;
      return { from, to: from + lastsS * SECOND, catchUpMs: catchUpS * SECOND };
    });
}

const squeeze = ({ from, to, catchUpMs }: Gap) => catchUpMs / (to + catchUpMs - from);

function arrivalIn(gap: Gap, at: number): number {
  if (at < gap.from || at >= gap.to + gap.catchUpMs) return at;
  return Math.floor(gap.to + (at - gap.from) * squeeze(gap));
}

/** The instant from which everything that arrives at `at` or later was said. */
function saidBy(gap: Gap, at: number): number {
  if (at <= gap.from || at >= gap.to + gap.catchUpMs) return at;
  return gap.from + Math.max(0, at - gap.to) / squeeze(gap);
}

/** Rounding may move an arrival by less than this: how far more is asked for than is needed. */
const MARGIN = 2;

function heldBack(events: Stream['events'], gap: Gap): Stream['events'] {
  return (from, to) => {
    if (to <= gap.from || from >= gap.to + gap.catchUpMs) return events(from, to);
    const wide = Math.ceil(MARGIN / squeeze(gap));
    return events(Math.floor(saidBy(gap, from)) - wide, Math.ceil(saidBy(gap, to)) + wide)
      .map((timed): Timed => ({ ...timed, at: arrivalIn(gap, timed.at) }))
      .filter(({ at }) => at >= from && at < to);
  };
}

/** Outages of a scenario: what they do to the instants of a feed, and to what it says. Outages of one feed must not overlap. */
export function lateness(outages: readonly Outage[], startMs: number) {
  const arrival: Arrival = (feed, at) =>
    gapsOf(outages, startMs, feed).reduce((instant, gap) => arrivalIn(gap, instant), at);
  return {
    arrival,
    /** The same events in the same order with the times of their own; only `at`, the instant of sending, is later. */
    delayed: (feed: ProducerFeed, events: Stream['events']): Stream['events'] =>
      gapsOf(outages, startMs, feed).reduce(heldBack, events),
  };
}
