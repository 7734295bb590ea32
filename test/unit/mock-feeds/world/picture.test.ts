import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodePng } from '../../../../mock-feeds/world/png.ts';
import { pictureOf } from '../../../../mock-feeds/world/video/picture.ts';
import { demoPack, FRIDAY, worldOf } from '../worlds.ts';

describe('generated pictures', () => {
  it('are PNG files with one byte a pixel', () => {
    const png = Buffer.from(
      encodePng({ width: 2, height: 2, pixels: Uint8Array.from([0, 1, 1, 0]) }, [
        [0, 0, 0],
        [255, 255, 255],
      ]),
    );
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 2]);
    const data = png.indexOf('IDAT');
    const rows = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));
    expect([...rows]).toEqual([0, 0, 1, 0, 1, 0]);
  });

  it('are the same for the same lead and differ between leads and between day and night', () => {
    const hash = (id: string, night: boolean) =>
      createHash('sha256')
        .update(pictureOf(1, id, night).bytes)
        .digest('hex');
    expect(hash('a', false)).toBe(hash('a', false));
    expect(new Set([hash('a', false), hash('b', false), hash('a', true)]).size).toBe(3);
  });

  it('are at hand under the hash that the lead names', () => {
    const world = worldOf({ pack: demoPack(), terminals: 0 });
    const leads = world.feeds.video.events(FRIDAY, FRIDAY + 3_600_000);
    expect(leads.length).toBeGreaterThan(2);
    for (const { event } of leads) {
      const picture = world.picture(String(event.data.media)) ?? new Uint8Array();
      expect(createHash('sha256').update(picture).digest('hex')).toBe(event.data.media);
      expect(picture.length).toBeLessThan(20_000);
    }
  });
});
