import { expect, it } from 'vitest';
import type { Upcasts } from '../../../../gateway/contract/upcast.ts';
import { type Recorded, recordDraft, revive, UNREADABLE_VERSION } from '../../../../gateway/log/recorded.ts';
import { draft } from '../../../conformance/drafts.ts';

const recorded = (changes: Partial<Recorded> = {}): Recorded => ({
  ...recordDraft(draft('1', { flags: ['outside_region'] })),
  n: 1,
  e: 'epoch',
  h: 'hash',
  healed: null,
  ...changes,
});

it('gives back what was recorded', () => {
  const original = draft('1', { flags: ['outside_region'] });
  expect(revive(recorded())).toEqual({ ...original, n: 1, e: 'epoch', h: 'hash' });
});

it('raises older data step by step', () => {
  const upcasts: Upcasts = {
    'case.received': [(data) => ({ steps: [data.title] }), (data) => ({ steps: [data.steps, 'third'] })],
  };
  expect(revive(recorded(), upcasts)).toMatchObject({ v: 3, data: { steps: [['井盖破损'], 'third'] } });
  expect(revive(recorded({ v: 2 }), upcasts).data).toEqual({ steps: [undefined, 'third'] });
});

it.each([
  ['a newer version', { v: 2 }, 2, { title: '井盖破损', kind: 'FACILITY' }],
  ['an unknown type', { type: 'case.teleported' }, 1, { title: '井盖破损', kind: 'FACILITY' }],
  ['broken JSON', { data: '{' }, UNREADABLE_VERSION, {}],
  ['JSON that is no object', { data: '[1]' }, UNREADABLE_VERSION, {}],
])('passes %s on without throwing', (_name, changes, v, data) => {
  expect(revive(recorded(changes))).toMatchObject({ v, data });
});

it('marks data that an upcast cannot take as unreadable', () => {
  const upcasts: Upcasts = {
    'case.received': [
      () => {
        throw new Error('no title');
      },
    ],
  };
  expect(revive(recorded(), upcasts).v).toBe(UNREADABLE_VERSION);
});
