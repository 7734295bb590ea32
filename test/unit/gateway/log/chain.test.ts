import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { chainHash, checksum, newEpoch } from '../../../../gateway/log/chain.ts';

const entry = { digest: 'd', source: 'urn:x', id: '1' };

it('is the first 16 hex digits of the SHA-1 over predecessor, digest, source and id', () => {
  const expected = createHash('sha1').update('before:d:urn:x:1').digest('hex').slice(0, 16);
  expect(chainHash('before', entry)).toBe(expected);
});

it('depends on everything before', () => {
  const same = chainHash('', entry);
  expect(chainHash(same, entry)).not.toBe(same);
  expect(chainHash('', { ...entry, digest: 'e' })).not.toBe(same);
});

it('makes epochs of eight letters or digits that differ', () => {
  const epochs = Array.from({ length: 50 }, newEpoch);
  for (const epoch of epochs) expect(epoch).toMatch(/^[a-z0-9]{8}$/);
  expect(new Set(epochs).size).toBe(50);
});

it('sums bytes by SHA-256', () => {
  expect(checksum(new Uint8Array())).toMatch(/^e3b0c44298fc1c14/);
});
