import { expect, it } from 'vitest';
import type { AppendOutcome } from '../../../../../gateway/log/port.ts';
import { packOutcomes, unpackOutcomes } from '../../../../../gateway/log/sqlite/pack.ts';

const outcome = (n: number, status: AppendOutcome['status'] = 'new', e = 'one'): AppendOutcome => ({
  status,
  position: { e, n, h: `h${n}` },
});

it.each<[string, AppendOutcome[]]>([
  ['none', []],
  ['neighbours', [outcome(7), outcome(8), outcome(9)]],
  ['others among them', [outcome(7), outcome(2, 'duplicate'), outcome(8), outcome(9, 'conflict')]],
  [
    'neighbours that were there already',
    [outcome(3, 'duplicate'), outcome(4, 'duplicate'), outcome(4, 'duplicate')],
  ],
  ['neighbours of two epochs', [outcome(3, 'duplicate', 'one'), outcome(4, 'duplicate', 'two')]],
])('outcomes come back as they were: %s', (_, outcomes) => {
  expect(unpackOutcomes(packOutcomes(outcomes))).toEqual(outcomes);
});

it('what is told of neighbours is told once', () => {
  const many = Array.from({ length: 64 }, (_, i) => outcome(i + 1));
  expect(packOutcomes(many)).toHaveLength(4 + 64);
});
