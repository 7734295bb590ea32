import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOf, openKeyStore } from '../../../../gateway/access/key-store.ts';
import { producerRegistration } from '../../../../gateway/contract/producers.ts';
import { access, folder } from './folder.ts';

const hotline = producerRegistration.parse({
  id: '12345-hotline',
  name: '12345热线',
  crs: 'GCJ02',
  feeds: ['case'],
  network: 'GOVERNMENT',
  cadenceS: 300,
});
const reader = { kind: 'read', id: 'hall' } as const;

describe('the key file', () => {
  it('keeps hashes that work after a restart, never the key', async () => {
    const dataDir = await folder();
    const { key } = await (await access({ dataDir })).producers.add(hotline);
    expect(await readFile(join(dataDir, 'keys.json'), 'utf8')).not.toContain(key);
    const reopened = await access({ dataDir });
    expect(reopened.identify(key)?.producer).toEqual({
      id: '12345-hotline',
      reality: 'actual',
      crs: 'GCJ02',
      feeds: ['case'],
      network: 'GOVERNMENT',
    });
    expect(reopened.producers.list()).toMatchObject([{ ...hotline, preset: false, keys: [{ until: null }] }]);
  });

  it('is readable by its owner only and leaves no draft and no lock behind', async () => {
    const dataDir = await folder();
    await openKeyStore(dataDir).add(reader, null);
    expect((await stat(join(dataDir, 'keys.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(['keys.json']);
  });

  it('does not keep preset keys', async () => {
    const dataDir = await folder();
    await access({ dataDir, presets: { read: 'read-key' } });
    expect((await access({ dataDir })).identify('read-key')).toBeNull();
  });

  it('loses no change of two commands at once', async () => {
    const store = openKeyStore(await folder());
    await Promise.all(
      Array.from({ length: 12 }, (_each, i) => store.add({ kind: 'read', id: `r${i}` }, null)),
    );
    expect(await store.read()).toHaveLength(12);
  });

  it('of the first format is read, its keys work, and the first change writes it anew', async () => {
    const dataDir = await folder();
    const path = join(dataDir, 'keys.json');
    const hash = (key: string) => hashOf(key).toString('hex');
    const producer = { id: 'old', reality: 'actual', crs: 'BD09', feeds: null, network: null };
    const keys = [
      { kind: 'producer', id: 'old', hash: hash('old-key'), producer },
      { kind: 'admin', id: 'boss', hash: hash('admin-key'), producer: null },
    ];
    await writeFile(path, JSON.stringify({ version: 1, keys }));
    const opened = await access({ dataDir });
    expect(opened.identify('old-key')?.producer).toEqual(producer);
    expect(opened.identify('admin-key')?.mayAdminister).toBe(true);
    const { key } = await opened.producers.rotate('old', 48);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ version: 2 });
    for (const good of ['old-key', key]) expect(opened.identify(good)?.producer?.id).toBe('old');
  });

  it.each([
    ['not JSON', '{'],
    ['another shape', '{"version":1,"keys":[{"kind":"root"}]}'],
    ['a later format', '{"version":3,"holders":[]}'],
    [
      'a producer without registration',
      '{"version":2,"holders":[{"kind":"producer","id":"a","registration":null,"keys":[]}]}',
    ],
  ])('says where it is and what to do when it is %s', async (_what, content) => {
    const dataDir = await folder();
    await writeFile(join(dataDir, 'keys.json'), content);
    await expect(access({ dataDir })).rejects.toThrow(join(dataDir, 'keys.json'));
    await expect(access({ dataDir })).rejects.toThrow('create the keys again');
  });
});
