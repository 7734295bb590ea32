import { expect, test } from 'vitest';
import { waitFor } from '../../support/wait.ts';

test('waits until there is something: not for nothing, not for a count of none', async () => {
  const answers = [null, undefined, false, 0, 3] as const;
  let asked = 0;
  expect(await waitFor('a row', () => answers[asked++])).toBe(3);
  expect(asked).toBe(answers.length);
});

test('says what it waited for, and the last answer', async () => {
  await expect(waitFor('a row', () => 0, 1)).rejects.toThrow('waited 1 ms for a row; last: 0');
});
