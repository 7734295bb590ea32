import { expect, it } from 'vitest';
import { durabilityOf } from '../../../../../gateway/log/redis/durability.ts';

it.each([
  ['yes', 'always', 'fsync'],
  ['yes', 'everysec', 'os'],
  ['yes', 'no', 'os'],
  ['no', 'always', 'memory'],
  ['', '', 'memory'],
])('appendonly %s with appendfsync %s is %s', (appendonly, appendfsync, expected) => {
  expect(durabilityOf({ appendonly, appendfsync })).toBe(expected);
});
