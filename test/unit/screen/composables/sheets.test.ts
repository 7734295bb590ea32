import { describe, expect, it } from 'vitest';
import { createApp, type ShallowRef, shallowRef } from 'vue';
import { type Sheets, useSheets } from '../../../../screen/composables/useSheets.ts';
import { useTurning } from '../../../../screen/composables/useTurning.ts';
import { WALL } from '../../../../screen/composables/useWall.ts';
import { PAGE_MS } from '../../../../screen/state/paging.ts';
import { type Content, wallOf } from '../panels/wall.ts';
import { alarm, NOW } from '../state/entities.ts';

/** A card of three pages on a wall whose clock the test moves. */
function cardOn(content: Content = {}) {
  const now: ShallowRef<number> = shallowRef(NOW);
  const wall = wallOf(content);
  const app = createApp({});
  app.provide(WALL, { ...wall, now, turning: useTurning(wall.live, now) });
  const sheets: Sheets = app.runWithContext(() => useSheets(() => 3));
  const after = (turns: number): number => {
    now.value = NOW + turns * PAGE_MS;
    return sheets.current.value;
  };
  return { ...sheets, after };
}

describe('the pages of a card', () => {
  it('begin with the first and turn as lists do', () => {
    const { after } = cardOn();
    expect([0, 0.9, 1, 2, 3, 4].map(after)).toEqual([0, 0, 1, 2, 0, 1]);
  });
  it('stand at the one that was picked', () => {
    const { choose, after } = cardOn();
    choose(2);
    expect([0, 1, 5].map(after)).toEqual([2, 2, 2]);
  });
  it('stand while a P1 waits', () => {
    const { after } = cardOn({ alarm: [alarm({ waitingSince: NOW - 1_000 })] });
    expect([0, 1, 2].map(after)).toEqual([0, 0, 0]);
  });
});
