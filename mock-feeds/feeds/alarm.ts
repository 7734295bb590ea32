import type { EventWay } from '../ways/outcome.ts';
import type { Timed } from '../world/stream.ts';
import type { World } from '../world/world.ts';
import type { Feed } from './feed.ts';
import { lastOfEach } from './thin.ts';

/** The platform of alarming devices, by acknowledged batches over a socket. */
export function alarmFeed(world: World, way: EventWay): Feed<Timed> {
  const { since, events } = world.feeds.alarm;
  return {
    name: 'alarm',
    title: '告警',
    since,
    /** Of the readings that one step brings, the last of each alarm is enough. */
    pull: (from, to) => lastOfEach('alarm.updated', events(from, to)),
    deliver: (batch) => way.events(batch.map(({ event }) => event)),
  };
}
