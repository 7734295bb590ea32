import { describe, expect, it } from 'vitest';
import { createTileCache } from '../../../../gateway/http/tiles/cache.ts';
import { pictureType } from '../../../../gateway/http/tiles/picture.ts';

const tile = (bytes: number) => ({ type: 'image/png', bytes: new Uint8Array(bytes) });

describe('kept tiles', () => {
  const clock = { ms: 0 };
  const cache = createTileCache(100, () => clock.ms);

  it('make room for new ones, those used longest ago first', () => {
    cache.set('a', tile(40), 1_000);
    cache.set('b', tile(40), 1_000);
    cache.get('a');
    cache.set('c', tile(40), 1_000);
    expect(['a', 'b', 'c'].map((key) => cache.get(key) !== null)).toEqual([true, false, true]);
  });

  it('are given until their time is over', () => {
    clock.ms = 999;
    expect(cache.get('c')).not.toBeNull();
    clock.ms = 1_000;
    expect([cache.get('a'), cache.get('c')]).toEqual([null, null]);
  });

  it('have the room of those that went', () => {
    cache.set('d', tile(60), 1_000);
    cache.set('e', tile(40), 1_000);
    expect([cache.get('d'), cache.get('e')]).not.toContain(null);
  });

  it('are not kept where no time is allowed, nor where one is larger than all', () => {
    cache.set('f', tile(10), 0);
    cache.set('g', tile(101), 1_000);
    expect([cache.get('f'), cache.get('g')]).toEqual([null, null]);
  });
});

describe('a picture', () => {
  it.each([
    ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d]],
    ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
    ['image/webp', [0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50]],
    [null, [0x3c, 0x68, 0x74, 0x6d, 0x6c]],
    [null, []],
  ])('is known by its first bytes: %s', (type, bytes) => {
    expect(pictureType(Uint8Array.from(bytes))).toBe(type);
  });
});
