import type { Gateway } from '../ways/gateway.ts';
import type { Timed } from '../world/stream.ts';
import type { World } from '../world/world.ts';
import type { Feed } from './feed.ts';

/** The video platform: each lead's picture first, by `POST /v1/media`, then the leads that name them. */
export function videoFeed(world: World, gateway: Gateway): Feed<Timed> {
  const { since, events } = world.feeds.video;
  const upload = async (media: unknown) => {
    const picture = typeof media === 'string' ? world.picture(media) : null;
    if (picture) await gateway.media(picture, 'image/png');
  };
  return {
    name: 'video',
    title: '视频线索',
    since,
    pull: events,
    deliver: async (batch) => {
      for (const { event } of batch) await upload(event.data.media);
      return gateway.events(batch.map(({ event }) => event));
    },
  };
}
