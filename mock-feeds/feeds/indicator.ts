import type { Gateway } from '../ways/gateway.ts';
import type { Timed } from '../world/stream.ts';
import type { World } from '../world/world.ts';
import type { Feed } from './feed.ts';

/** Numbers of departments, by HTTP batches. */
export function indicatorFeed(world: World, gateway: Gateway): Feed<Timed> {
  const { since, events } = world.feeds.indicator;
  return {
    name: 'indicator',
    title: '指标',
    since,
    pull: events,
    deliver: (batch) => gateway.events(batch.map(({ event }) => event)),
  };
}
