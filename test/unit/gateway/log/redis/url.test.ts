import { expect, it } from 'vitest';
import { parseRedisUrl } from '../../../../../gateway/log/redis/url.ts';

it.each([
  ['redis://localhost', { kind: 'single', hosts: [{ host: 'localhost', port: 6379 }], tls: false, db: 0 }],
  [
    'rediss://r.example:7000/2',
    { kind: 'single', hosts: [{ host: 'r.example', port: 7000 }], tls: true, db: 2 },
  ],
  ['redis://[::1]:6380', { hosts: [{ host: '::1', port: 6380 }] }],
  ['redis://:p%40ss@h', { username: null, password: 'p@ss' }],
  ['redis://ann:secret@h', { username: 'ann', password: 'secret', label: 'redis://h' }],
  [
    'redis+sentinel://:pw@a,b:26380/hall/1',
    {
      kind: 'sentinel',
      hosts: [
        { host: 'a', port: 26379 },
        { host: 'b', port: 26380 },
      ],
      group: 'hall',
      db: 1,
      label: 'redis+sentinel://a,b:26380/hall/1',
    },
  ],
  [
    'redis+cluster://a,b:7001',
    {
      kind: 'cluster',
      hosts: [
        { host: 'a', port: 6379 },
        { host: 'b', port: 7001 },
      ],
      group: null,
    },
  ],
])('reads %s', (url, expected) => {
  expect(parseRedisUrl(url)).toMatchObject(expected);
});

it.each([
  ['http://localhost', /is not understood.*redis:\/\/host/],
  ['redis://', /is not understood/],
  ['redis+sentinel://a,b', /names no master group/],
  ['redis://h/notanumber', /database number/],
])('refuses %s and says how to write it', (url, message) => {
  expect(() => parseRedisUrl(url)).toThrow(message);
});

it('repeats no password in a refusal', () => {
  expect(() => parseRedisUrl('reddis://:geheim@h')).toThrow(/^(?!.*geheim)/);
});
