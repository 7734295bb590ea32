import type { Gateway } from '../ways/gateway.ts';
import type { Timed } from '../world/stream.ts';
import type { World } from '../world/world.ts';
import type { Feed } from './feed.ts';
import { uploadPictures } from './pictures.ts';

/** The case system: items and their steps, by HTTP batches; the photos they name go first. */
export function caseFeed(world: World, gateway: Gateway): Feed<Timed> {
  const { since, events } = world.feeds.case;
  return {
    name: 'case',
    title: '事项',
    since,
    pull: events,
    deliver: async (batch) => {
      await uploadPictures(world, gateway, batch);
      return gateway.events(batch.map(({ event }) => event));
    },
  };
}
