import type { Gateway } from '../ways/gateway.ts';
import type { Timed } from '../world/stream.ts';
import type { World } from '../world/world.ts';
import type { Feed } from './feed.ts';
import { uploadPictures } from './pictures.ts';

/** The video platform: each lead's picture first, by `POST /v1/media`, then the leads that name them. */
export function videoFeed(world: World, gateway: Gateway): Feed<Timed> {
  const { since, events } = world.feeds.video;
  return {
    name: 'video',
    title: '视频线索',
    since,
    pull: events,
    deliver: async (batch) => {
      await uploadPictures(world, gateway, batch);
      return gateway.events(batch.map(({ event }) => event));
    },
  };
}
