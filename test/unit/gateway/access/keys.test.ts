import { describe, expect, it } from 'vitest';
import { access } from './folder.ts';

const presets = { producer: 'producer-key', read: 'read-key', visitor: 'visitor-key', admin: 'admin-key' };

describe('what a key allows', () => {
  it.each([
    ['producer-key', { kind: 'producer', projection: null, mayCommand: false, mayAdminister: false }],
    ['read-key', { kind: 'read', projection: 'operator', mayCommand: true, mayAdminister: false }],
    ['visitor-key', { kind: 'visitor', projection: 'visitor', mayCommand: false, mayAdminister: false }],
    ['admin-key', { kind: 'admin', projection: 'operator', mayCommand: false, mayAdminister: true }],
  ])('%s', async (key, expected) => {
    expect((await access({ presets })).identify(key)).toMatchObject(expected);
  });

  it('names each key by its hash, the preset ones too, and nobody’s by one word', async () => {
    const { identify } = await access({ presets });
    const names = Object.values(presets).map((key) => identify(key)?.key);
    expect(new Set(names).size).toBe(4);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{12}$/);
    expect(identify('read-key', 'visitor')?.key).toBe(identify('read-key')?.key);
    expect((await access({ mode: 'demo' })).identify(null)?.key).toBe('demo');
  });

  it('stamps the preset producer with the reality of the start', async () => {
    const { identify } = await access({ presets, presetReality: 'simulated' });
    expect(identify('producer-key')?.producer).toEqual({
      id: 'preset',
      reality: 'simulated',
      crs: 'WGS84',
      feeds: null,
      network: null,
    });
  });

  it('only narrows when asked to be a visitor', async () => {
    const { identify } = await access({ presets });
    for (const key of ['read-key', 'admin-key', 'visitor-key']) {
      expect(identify(key, 'visitor')).toMatchObject({
        projection: 'visitor',
        producer: null,
        mayCommand: false,
        mayAdminister: false,
      });
    }
    expect(identify('producer-key', 'visitor')?.projection).toBeNull();
  });

  it.each(['', 'read-ke', 'read-key ', 'READ-KEY'])('knows no key "%s"', async (key) => {
    expect((await access({ presets })).identify(key)).toBeNull();
  });

  it('refuses one preset key for two kinds', async () => {
    await expect(access({ presets: { read: 'same-key', admin: 'same-key' } })).rejects.toThrow(
      'YITU_READ_KEY and YITU_ADMIN_KEY',
    );
  });
});

describe('without a key', () => {
  it('is nobody when keys are needed', async () => {
    expect((await access()).identify(null)).toBeNull();
  });

  it('is an operator of the demo who may send simulated events', async () => {
    const identity = (await access({ mode: 'demo' })).identify(null);
    expect(identity).toMatchObject({ kind: 'demo', projection: 'operator', mayCommand: true });
    expect(identity?.producer?.reality).toBe('simulated');
  });

  it('is a visitor of the demo who may do nothing', async () => {
    const identity = (await access({ mode: 'demo' })).identify(null, 'visitor');
    expect(identity).toMatchObject({ projection: 'visitor', producer: null, mayCommand: false });
  });

  it('a wrong key is refused in the demo too', async () => {
    expect((await access({ mode: 'demo' })).identify('wrong')).toBeNull();
  });
});
