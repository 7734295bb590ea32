import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Member } from '../../../../../gateway/fold/warning/groups.ts';
import { createMembers } from '../../../../../gateway/fold/warning/members.ts';

const memberAt = (id: number, at: number): Member => ({
  at,
  bad: true,
  sight: {
    ref: `case:${id}`,
    n: id,
    at,
    kind: 'HAZARD',
    category: '井盖',
    street: null,
    village: null,
    facility: null,
    location: null,
    actual: true,
    turns: [],
  },
});

/** Comes, moves to another instant, or goes. */
const steps = fc.array(
  fc.record({
    id: fc.integer({ min: 0, max: 30 }),
    at: fc.integer({ min: 0, max: 12 }),
    goes: fc.boolean(),
  }),
  { maxLength: 200 },
);

it('members are told from the latest on, those of one instant by their ref, in whatever order they came and went', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const members = createMembers();
      const there = new Map<number, Member>();
      for (const { id, at, goes } of list) {
        const known = there.get(id);
        expect(members.delete(known ?? memberAt(id, at))).toBe(known !== undefined);
        there.delete(id);
        if (goes) continue;
        const member = memberAt(id, at);
        members.put(member);
        there.set(id, member);
      }
      const sorted = [...there.values()].sort(
        (a, b) => b.at - a.at || (a.sight.ref < b.sight.ref ? -1 : Number(a.sight.ref > b.sight.ref)),
      );
      expect([...members.latest()]).toEqual(sorted);
      expect(members.size).toBe(sorted.length);
    }),
  );
});
