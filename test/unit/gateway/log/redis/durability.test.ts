import { expect, it } from 'vitest';
import { termsOf } from '../../../../../gateway/log/redis/durability.ts';

it.each([
  ['yes', 'always', '0', 'fsync', 0],
  ['yes', 'always', '2', 'fsync', 2],
  ['yes', 'everysec', '0', 'os', 0],
  ['yes', 'everysec', '1', 'replica', 1],
  ['yes', 'no', '0', 'os', 0],
  ['no', 'always', '0', 'memory', 0],
  ['no', 'always', '1', 'replica', 1],
  ['', '', '', 'memory', 0],
])(
  'appendonly %s, appendfsync %s, %s replicas demanded: %s of %d',
  (appendonly, appendfsync, wanted, level, replicas) => {
    expect(termsOf({ appendonly, appendfsync, replicas: wanted })).toEqual({ level, replicas });
  },
);
