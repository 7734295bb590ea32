import { expect, test, vi } from 'vitest';
import { onceAtATime } from '../../../../../screen/map/view/once.ts';

test('all that ask in one update are told one reading, and the next update reads anew', async () => {
  const read = vi.fn(() => ({ width: 950 }));
  const ask = onceAtATime(read);
  expect(ask()).toBe(ask());
  expect(read).toHaveBeenCalledTimes(1);
  await Promise.resolve();
  ask();
  expect(read).toHaveBeenCalledTimes(2);
});

test('a reading that fails is not kept', () => {
  const read = vi
    .fn(() => 3)
    .mockImplementationOnce(() => {
      throw new Error('not there yet');
    });
  const ask = onceAtATime(read);
  expect(ask).toThrow('not there yet');
  expect(ask()).toBe(3);
});
