import { expect, it } from 'vitest';
import { createGroupCommit } from '../../../../../gateway/log/sqlite/group-commit.ts';
import type { Request } from '../../../../../gateway/log/sqlite/protocol.ts';

const append = (id: number): Request => ({ id, op: 'append', args: [[]] });
const head = (id: number): Request => ({ id, op: 'head', args: [] });

function setUp() {
  const done: string[] = [];
  const turns: (() => void)[] = [];
  const group = createGroupCommit({
    commit: (appends) => void done.push(`commit ${appends.map(({ id }) => id).join(' ')}`),
    perform: ({ op, id }) => void done.push(`${op} ${id}`),
    soon: (work) => void turns.push(work),
  });
  return { done, turns, group };
}

it('commits everything that came before the turn in one transaction', () => {
  const { done, turns, group } = setUp();
  for (const id of [1, 2, 3]) group.take(append(id));
  expect(done).toEqual([]);
  expect(turns).toHaveLength(1);
  turns[0]?.();
  expect(done).toEqual(['commit 1 2 3']);
});

it('starts a new group after each turn', () => {
  const { done, turns, group } = setUp();
  group.take(append(1));
  turns[0]?.();
  group.take(append(2));
  turns[1]?.();
  expect(done).toEqual(['commit 1', 'commit 2']);
});

it('does other requests after the appends that came with them', () => {
  const { done, turns, group } = setUp();
  for (const request of [head(1), append(2), head(3), append(4)]) group.take(request);
  turns[0]?.();
  expect(done).toEqual(['commit 2 4', 'head 1', 'head 3']);
});

it('bounds one transaction, so that the first caller does not wait for the hundredth', () => {
  const { done, turns, group } = setUp();
  for (let id = 1; id <= 40; id++) group.take(append(id));
  turns[0]?.();
  expect(done.map((line) => line.split(' ').length - 1)).toEqual([32, 8]);
});
