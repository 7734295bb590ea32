import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AccessOptions, openAccess } from '../../../../gateway/access/keys.ts';

const folder = () => mkdtemp(join(tmpdir(), 'yitu-keys-'));

async function access(options: Partial<AccessOptions> = {}) {
  const dataDir = options.dataDir ?? (await folder());
  return openAccess({ mode: 'keys', presets: {}, presetReality: 'actual', ...options, dataDir });
}

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

describe('the key file', () => {
  it('keeps hashes that work after a restart, never the key', async () => {
    const dataDir = await folder();
    const key = await (await access({ dataDir })).createKey('producer', {
      id: '12345-hotline',
      crs: 'GCJ02',
      feeds: ['case'],
      network: 'GOVERNMENT',
    });
    expect(await readFile(join(dataDir, 'keys.json'), 'utf8')).not.toContain(key);
    const reopened = await access({ dataDir });
    expect(reopened.identify(key)?.producer).toEqual({
      id: '12345-hotline',
      reality: 'actual',
      crs: 'GCJ02',
      feeds: ['case'],
      network: 'GOVERNMENT',
    });
    expect(reopened.producers()).toHaveLength(1);
  });

  it('is readable by its owner only and leaves no draft behind', async () => {
    const dataDir = await folder();
    await (await access({ dataDir })).createKey('read', { id: 'hall' });
    expect((await stat(join(dataDir, 'keys.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(['keys.json']);
  });

  it('replaces a key of the same kind and id', async () => {
    const opened = await access();
    const old = await opened.createKey('read', { id: 'hall' });
    const fresh = await opened.createKey('read', { id: 'hall' });
    expect(opened.identify(old)).toBeNull();
    expect(opened.identify(fresh)?.kind).toBe('read');
  });

  it('does not keep preset keys', async () => {
    const dataDir = await folder();
    await access({ dataDir, presets });
    expect((await access({ dataDir })).identify('read-key')).toBeNull();
  });

  it.each([
    ['not JSON', '{'],
    ['another shape', '{"version":1,"keys":[{"kind":"root"}]}'],
    [
      'a producer without registration',
      `{"version":1,"keys":[{"kind":"producer","id":"a","hash":"${'0'.repeat(64)}","producer":null}]}`,
    ],
  ])('says where it is and what to do when it is %s', async (_what, content) => {
    const dataDir = await folder();
    await writeFile(join(dataDir, 'keys.json'), content);
    await expect(access({ dataDir })).rejects.toThrow(join(dataDir, 'keys.json'));
    await expect(access({ dataDir })).rejects.toThrow('create the keys again');
  });
});
