import { describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../../gateway/log/choose.ts';

const none = { forced: null, redisUrl: null, remembered: null, serverPath: null } as const;
const url = 'redis://hall:6379';
const serverPath = '/usr/bin/redis-server';

describe('the log engine', () => {
  it.each([
    ['nothing at hand', none, 'sqlite', null],
    ['a server on PATH', { ...none, serverPath }, 'redis', null],
    ['REDIS_URL', { ...none, redisUrl: url, serverPath }, 'redis', url],
    [
      'a folder that began embedded, beside a server on PATH',
      { ...none, remembered: 'sqlite', serverPath },
      'sqlite',
      null,
    ],
    ['a folder that began with redis', { ...none, remembered: 'redis', serverPath }, 'redis', null],
    [
      'sqlite by force',
      { ...none, forced: 'sqlite', redisUrl: url, serverPath, remembered: 'redis' },
      'sqlite',
      null,
    ],
    [
      'redis by force over a remembered sqlite',
      { ...none, forced: 'redis', serverPath, remembered: 'sqlite' },
      'redis',
      null,
    ],
    ['redis by force, at REDIS_URL', { ...none, forced: 'redis', redisUrl: url }, 'redis', url],
  ] as const)('with %s', (_what, circumstances, engine, redisUrl) => {
    expect(chooseEngine(circumstances)).toMatchObject({ engine, redisUrl });
  });

  it('says how to change a remembered one', () => {
    expect(chooseEngine({ ...none, remembered: 'sqlite', serverPath }).line).toContain('--engine redis');
    expect(chooseEngine({ ...none, remembered: 'redis', serverPath }).line).toContain('--engine sqlite');
  });

  it('that is asked for and not there is refused with three ways out', () => {
    expect(() => chooseEngine({ ...none, forced: 'redis' })).toThrow(
      /install one, set REDIS_URL, or use --engine sqlite/,
    );
  });
});
