import { describe, expect, it } from 'vitest';
import { nextTick, type ShallowRef, shallowRef } from 'vue';
import { RELEASE_AFTER_MS } from '../../../../screen/composables/useSelection.ts';
import { useTurning } from '../../../../screen/composables/useTurning.ts';
import { type Content, wallOf } from '../panels/wall.ts';
import { alarm, MINUTE, NOW, terminal } from '../state/entities.ts';

/** What holds the pages of a wall with this content, and its clock. */
function turningWith(content: Content = {}) {
  const now: ShallowRef<number> = shallowRef(NOW);
  const turning = useTurning(wallOf(content).live, now);
  return {
    ...turning,
    async pass(ms: number) {
      now.value += ms;
      await nextTick();
    },
  };
}

describe('the pages of lists', () => {
  it('turn with the time', async () => {
    const { at, loud, pass } = turningWith({ alarm: [alarm({ acked: true }), alarm({ priority: 'P2' })] });
    await pass(MINUTE);
    expect([at.value, loud.value]).toEqual([NOW + MINUTE, false]);
  });

  it('stand where they stood when the oldest P1 that nobody has acknowledged began to wait', async () => {
    const waiting = [MINUTE, 2 * MINUTE].map((ago, i) =>
      alarm({ id: `a${i}`, priority: 'P1', acked: false, waitingSince: NOW - ago }),
    );
    const { at, loud, pass } = turningWith({ alarm: waiting });
    await pass(MINUTE);
    expect([at.value, loud.value]).toEqual([NOW - 2 * MINUTE, true]);
  });

  it('stand while a terminal calls for help', async () => {
    const { at, loud } = turningWith({ terminal: [terminal({ sosAt: NOW - MINUTE })] });
    expect([at.value, loud.value]).toEqual([NOW - MINUTE, true]);
  });

  it('stand for no exercise', () => {
    const drill = { priority: 'P1', acked: false, reality: 'exercise' } as const;
    expect(turningWith({ alarm: [alarm(drill)] }).loud.value).toBe(false);
  });

  it('stand while somebody reads, also when a P1 comes meanwhile, and go on when they leave', async () => {
    const { at, pass, read, leave } = turningWith({ alarm: [alarm({ waitingSince: NOW + 1 })] });
    read();
    await pass(MINUTE / 2);
    read();
    await pass(MINUTE / 2);
    expect(at.value).toBe(NOW);
    leave();
    expect(at.value).toBe(NOW + 1);
  });

  it('stand as they stood when somebody begins to read while a P1 waits: what gets the focus is not turned away', () => {
    const { at, read, leave } = turningWith({ alarm: [alarm({ waitingSince: NOW - MINUTE })] });
    read();
    expect(at.value).toBe(NOW - MINUTE);
    leave();
    expect(at.value).toBe(NOW - MINUTE);
  });

  it('go on when a pointer has rested for as long as a selection stands', async () => {
    const { at, pass, read } = turningWith();
    read();
    await pass(RELEASE_AFTER_MS - 1);
    expect(at.value).toBe(NOW);
    await pass(1);
    expect(at.value).toBe(NOW + RELEASE_AFTER_MS);
  });
});
