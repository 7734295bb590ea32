import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLoudest } from '../../../../../gateway/fold/desk/loudest.ts';

/** What sorting every device gives. */
const sorted = (counts: readonly number[], some: number) =>
  [...counts]
    .sort((a, b) => b - a)
    .slice(0, some)
    .reduce((sum, each) => sum + each, 0);

it('the loudest devices are those that sorting finds, after every word', () => {
  const words = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 60 });
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 5 }), (spoken, some) => {
      const loudest = createLoudest();
      const counts = new Map<number, number>();
      for (const device of spoken) {
        const times = (counts.get(device) ?? 0) + 1;
        counts.set(device, times);
        loudest.spoke(times);
        expect(loudest.total(some)).toBe(sorted([...counts.values()], some));
      }
      const restored = createLoudest();
      restored.reset(counts.values());
      expect(restored.total(some)).toBe(loudest.total(some));
    }),
  );
});
