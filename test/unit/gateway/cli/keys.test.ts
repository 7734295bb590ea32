import { describe, expect, it } from 'vitest';
import { readKeyRequest } from '../../../../gateway/cli/keys/arguments.ts';
import { runKeys } from '../../../../gateway/cli/keys.ts';
import { access, folder } from '../access/folder.ts';

const read = (line: string) => readKeyRequest(line.split(' '));
const run = async (line: string, dataDir: string) => runKeys(read(line), dataDir);
const keyIn = (said: string) => /once: (\S+)/.exec(said)?.[1] ?? '';
const kidIn = (said: string) => /kid: (\S+)/.exec(said)?.[1] ?? '';

describe('a command line', () => {
  it('registers a producer with everything that it says', () => {
    const line =
      'add producer cams --name 视频平台 --feeds video,alarm --reality test --cadence 60 --network VIDEO --crs GCJ02';
    expect(read(line)).toEqual({
      verb: 'add',
      who: { kind: 'producer', id: 'cams' },
      registration: {
        name: '视频平台',
        feeds: ['video', 'alarm'],
        reality: 'test',
        cadenceS: 60,
        network: 'VIDEO',
        crs: 'GCJ02',
      },
    });
  });

  it('registers a producer of which only the id is said', () => {
    expect(read('add producer cams')).toMatchObject({
      registration: {
        name: 'cams',
        feeds: null,
        reality: 'actual',
        cadenceS: null,
        network: null,
        crs: 'WGS84',
      },
    });
  });

  it.each([
    ['rotate producer a', 48],
    ['rotate producer a --overlap 90m', 1.5],
    ['rotate read a --overlap 2d', 48],
    ['rotate read a --overlap 0', 0],
    ['rotate read a --overlap keep', null],
  ])('%s: the old keys stay for %s h', (line, overlapHours) => {
    expect(read(line)).toMatchObject({ verb: 'rotate', overlapHours });
  });

  it.each([
    ['', 'no such command'],
    ['add', 'KIND must be one of producer, read, visitor, admin'],
    ['add robot a', 'KIND must be one of'],
    ['add producer', 'the id is missing'],
    ['add producer A', 'ID: lower-case'],
    ['add producer a --feeds case,weather', '--feeds: '],
    ['add producer a --cadence soon', '--cadence: '],
    ['add producer a --network WIFI', '--network: '],
    ['add read a --feeds case', '--feeds 不适用于此命令'],
    ['add read a b', 'too many words'],
    ['rotate read a --overlap later', '--overlap later'],
    ['rotate read a --overlap 90d', '--overlap: '],
    ['list --crs WGS84', '--crs 不适用于此命令'],
    ['list --all', '--all'],
  ])('"%s" is told what is wrong', (line, words) => {
    expect(() => read(line)).toThrow(words);
  });
});

describe('the command on a data folder', () => {
  it('makes a key that works, tells it once, and lists it without it', async () => {
    const dataDir = await folder();
    const said = await run('add producer cams --feeds video', dataDir);
    const key = keyIn(said);
    expect((await access({ dataDir })).identify(key)?.producer?.feeds).toEqual(['video']);
    const list = await run('list', dataDir);
    expect(list).toContain('producer cams');
    expect(list).toContain(kidIn(said));
    expect(list).not.toContain(key);
  });

  it('makes, rotates and revokes the keys of readers, visitors and administrators', async () => {
    const dataDir = await folder();
    for (const kind of ['read', 'visitor', 'admin'] as const) {
      const first = keyIn(await run(`add ${kind} a`, dataDir));
      const rotated = await run(`rotate ${kind} a`, dataDir);
      const opened = await access({ dataDir });
      for (const key of [first, keyIn(rotated)]) expect(opened.identify(key)?.kind).toBe(kind);
      await run(`revoke ${kind} a ${kidIn(rotated)}`, dataDir);
      await opened.refresh();
      expect([opened.identify(first)?.kind, opened.identify(keyIn(rotated))]).toEqual([kind, null]);
      await run(`revoke ${kind} a`, dataDir);
      await opened.refresh();
      expect(opened.identify(first)).toBeNull();
    }
    expect(await run('list', dataDir)).toContain('there are no keys yet');
  });

  it('says that an actual producer ends the access without keys', async () => {
    expect(await run('add producer cams', await folder())).toContain('npm start');
    expect(await run('add producer cams --reality test', await folder())).not.toContain('npm start');
  });
});
