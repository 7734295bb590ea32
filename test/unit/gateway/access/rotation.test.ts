import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasActualProducer, openKeyStore } from '../../../../gateway/access/key-store.ts';
import type { KeyAccess } from '../../../../gateway/access/keys.ts';
import { readUsage } from '../../../../gateway/access/usage.ts';
import { producerRegistration } from '../../../../gateway/contract/producers.ts';
import { access, folder, HOUR, NOW, watched } from './folder.ts';

const registration = (id: string, changes: object = {}) => producerRegistration.parse({ id, ...changes });
const knows = ({ identify }: KeyAccess, key: string) => identify(key)?.producer?.id ?? null;

async function withProducer() {
  const world = watched();
  const dataDir = await folder();
  const opened = await access({ dataDir, logger: world.logger, now: world.now });
  const first = await opened.producers.add(registration('cams', { feeds: ['video'] }));
  const changes: number[] = [];
  opened.onChange(() => changes.push(world.clock.at));
  return { ...world, dataDir, opened, first, changes };
}

describe('a rotation', () => {
  it('gives a key that is good at once, and lets the old one go after the overlap', async () => {
    const { opened, first, clock } = await withProducer();
    const second = await opened.producers.rotate('cams', 48);
    expect(second.producer.keys).toMatchObject([
      { kid: first.kid, until: new Date(NOW + 48 * HOUR).toISOString() },
      { kid: second.kid, until: null },
    ]);
    clock.at += 48 * HOUR - 1;
    expect([knows(opened, first.key), knows(opened, second.key)]).toEqual(['cams', 'cams']);
    clock.at += 1;
    expect([knows(opened, first.key), knows(opened, second.key)]).toEqual([null, 'cams']);
  });

  it('without overlap refuses the old keys at once; with none asked for it leaves them', async () => {
    const { opened, first } = await withProducer();
    const second = await opened.producers.rotate('cams', null);
    expect([knows(opened, first.key), knows(opened, second.key)]).toEqual(['cams', 'cams']);
    const third = await opened.producers.rotate('cams', 0);
    expect([first, second, third].map(({ key }) => knows(opened, key))).toEqual([null, null, 'cams']);
    expect(third.producer.keys.map(({ kid }) => kid)).toEqual([third.kid]);
  });

  it('does not give an old key more time than it had', async () => {
    const { opened, first } = await withProducer();
    await opened.producers.rotate('cams', 1);
    const { producer } = await opened.producers.rotate('cams', 48);
    expect(producer.keys.find(({ kid }) => kid === first.kid)?.until).toBe(
      new Date(NOW + HOUR).toISOString(),
    );
  });

  it('tells whoever listens when a key has run out', async () => {
    const { opened, clock, changes } = await withProducer();
    await opened.producers.rotate('cams', 1);
    clock.at += HOUR;
    await opened.refresh();
    expect(changes).toEqual([NOW, NOW + HOUR]);
    await opened.refresh();
    expect(changes).toHaveLength(2);
  });
});

describe('what is revoked', () => {
  it('one key alone, and the producer can be given another', async () => {
    const { opened, first } = await withProducer();
    const second = await opened.producers.rotate('cams', null);
    expect((await opened.producers.revokeKey('cams', second.kid)).keys).toHaveLength(1);
    await opened.producers.revokeKey('cams', first.kid);
    expect([first, second].map(({ key }) => knows(opened, key))).toEqual([null, null]);
    const third = await opened.producers.rotate('cams', 48);
    expect(knows(opened, third.key)).toBe('cams');
  });

  it('a producer with all its keys', async () => {
    const { opened, first } = await withProducer();
    await opened.producers.remove('cams');
    expect(knows(opened, first.key)).toBeNull();
    expect(opened.producers.list()).toEqual([]);
  });

  it.each([
    ['a producer that is not there', (keys: KeyAccess) => keys.producers.rotate('cam', 48), 'known are cams'],
    ['a key that is not there', (keys: KeyAccess) => keys.producers.revokeKey('cams', 'x'), 'has no key x'],
    ['one that is there', (keys: KeyAccess) => keys.producers.add(registration('cams')), 'rotate its key'],
    [
      'an id of the gateway',
      (keys: KeyAccess) => keys.producers.add(registration('console')),
      'choose another',
    ],
    [
      'the preset one',
      (keys: KeyAccess) => keys.producers.rotate('preset', 48),
      'changed in the environment',
    ],
  ])('is told clearly: %s', async (_what, work, words) => {
    const { opened } = await withProducer();
    await expect(work(opened)).rejects.toThrow(words);
  });
});

describe('a command beside a running gateway', () => {
  it('is taken over, told to whoever listens, and logged without the secret', async () => {
    const { opened, dataDir, changes, lines, now } = await withProducer();
    const store = openKeyStore(dataDir, now);
    const made = await store.add({ kind: 'read', id: 'hall' }, null);
    expect(opened.identify(made.key)).toBeNull();
    await opened.refresh();
    expect(opened.identify(made.key)?.kind).toBe('read');
    await store.remove({ kind: 'read', id: 'hall' });
    await opened.refresh();
    expect(opened.identify(made.key)).toBeNull();
    expect(changes).toHaveLength(2);
    const told = lines.filter((line) => line.includes('hall'));
    expect(told).toEqual([
      `a key was made {"kind":"read","id":"hall","kid":"${made.kid}","until":null}`,
      `a key is refused from now on {"kind":"read","id":"hall","kid":"${made.kid}","until":null}`,
    ]);
    expect(lines.join()).not.toContain(made.key);
  });

  it('that breaks the file changes nothing until it is mended', async () => {
    const { opened, dataDir, first } = await withProducer();
    const path = join(dataDir, 'keys.json');
    const good = await readFile(path, 'utf8');
    await writeFile(path, '{');
    await expect(opened.refresh()).rejects.toThrow('is not a key file');
    await opened.refresh();
    expect(knows(opened, first.key)).toBe('cams');
    await writeFile(path, good);
    await opened.refresh();
    expect(knows(opened, first.key)).toBe('cams');
  });
});

describe('the last use of a key', () => {
  it('is told to the minute, and survives a restart', async () => {
    const { opened, dataDir, first, clock } = await withProducer();
    expect(opened.producers.list()[0]?.keys[0]?.lastUsedAt).toBeNull();
    clock.at += 90_000;
    opened.identify(first.key);
    await opened.refresh();
    expect(opened.producers.list()[0]?.keys[0]?.lastUsedAt).toBe(new Date(NOW + 60_000).toISOString());
    expect(await readUsage(dataDir)).toEqual({ [first.kid]: NOW + 60_000 });
  });

  it('is forgotten with the key', async () => {
    const { opened, dataDir, first } = await withProducer();
    opened.identify(first.key);
    await opened.refresh();
    await opened.producers.remove('cams');
    expect(await readUsage(dataDir)).toEqual({});
  });
});

it.each([
  ['actual', true],
  ['simulated', false],
] as const)('a registered producer of %s data asks for keys: %s', async (reality, asks) => {
  const dataDir = await folder();
  await (await access({ dataDir })).producers.add(registration('cams', { reality }));
  expect(await hasActualProducer(dataDir)).toBe(asks);
});
