import type { EventWay } from '../ways/outcome.ts';
import type { Timed } from '../world/stream.ts';
import { MINUTE } from '../world/time.ts';
import type { World } from '../world/world.ts';
import type { Feed } from './feed.ts';
import { lastOfEach } from './thin.ts';

/** Positions older than this are not told any more: a newer one is on its way. */
const FRESH = MINUTE;

/** Keeps the last position of each terminal and every change of duty. */
export function latestPositions(events: readonly Timed[]): Timed[] {
  return lastOfEach('terminal.located', events);
}

/** The terminal platform: positions and duty, by acknowledged batches over a socket. After a gap only duty and the last minute are told. */
export function terminalFeed(world: World, way: EventWay): Feed<Timed> {
  const { since, events, changes } = world.terminals;
  return {
    name: 'terminal',
    title: '终端',
    since,
    pull: (from, to) => {
      if (from < world.startMs || to - from <= FRESH) return latestPositions(events(from, to));
      return [...changes(from, to - FRESH), ...latestPositions(events(to - FRESH, to))];
    },
    deliver: (batch) => way.events(batch.map(({ event }) => event)),
  };
}
