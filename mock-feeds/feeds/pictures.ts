import type { Gateway } from '../ways/gateway.ts';
import type { Timed } from '../world/stream.ts';
import type { World } from '../world/world.ts';

/** Uploads the pictures that events name, by `POST /v1/media`: an event may only name what is there. */
export async function uploadPictures(world: World, gateway: Gateway, batch: readonly Timed[]): Promise<void> {
  for (const { event } of batch) {
    const { media, photos } = event.data;
    for (const hash of [media, ...(Array.isArray(photos) ? photos : [])]) {
      const picture = typeof hash === 'string' ? world.picture(hash) : null;
      if (picture) await gateway.media(picture, 'image/png');
    }
  }
}
