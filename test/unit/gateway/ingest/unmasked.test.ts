import { expect, it } from 'vitest';
import type { StateView } from '../../../../gateway/fold/port.ts';
import { door, producer } from './door.ts';

const MEDIA = 'a'.repeat(64);
const lead = { id: 'v1', version: 1, reality: 'actual', area: 'village', item: null, media: MEDIA };
const state = {
  position: { e: 'memory', n: Number.MAX_SAFE_INTEGER, h: 'h' },
  get: (kind: string, id: string) => (kind === 'video' && id === 'v1' ? lead : undefined),
  changedAt: () => 1,
  facts: () => [],
  producerEpoch: () => null,
};
const reader = {
  ...producer(),
  kind: 'read',
  key: 'read-key',
  projection: 'operator',
  mayCommand: true,
} as const;
const sent = (id: string, type: string, data: object) => ({
  id,
  type,
  subject: 'video:v1',
  by: { seat: '指挥席1', role: '值班员' },
  data,
});

it('a command for a clear picture keeps the name of its key, whatever the sender says, and no other does', async () => {
  const { ingest, log } = door({ view: () => state as unknown as StateView });
  const asking = sent('u1', 'operation.unmasked', { media: MEDIA, reason: '核实占道情况', key: 'made-up' });
  const first = await ingest.command(asking, reader);
  expect(await ingest.command(asking, { ...reader, key: 'other-key' })).toEqual({ ...first, status: 200 });
  await ingest.command(sent('n1', 'operation.noted', { note: '已看' }), reader);
  expect(log.entries.map(({ data }) => data.key)).toEqual(['read-key', undefined]);
});
