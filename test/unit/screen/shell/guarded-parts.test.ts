// @vitest-environment page
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, nextTick, type ShallowRef, shallowRef } from 'vue';
import type { CaseEntity } from '../../../../gateway/contract/entities.ts';
import { WALL } from '../../../../screen/composables/useWall.ts';
import GuardedPart from '../../../../screen/shell/GuardedPart.vue';
import PanelSlot from '../../../../screen/shell/PanelSlot.vue';
import { RETRY_AFTER_MS } from '../../../../screen/shell/useFaultBoundary.ts';
import { allIn, boxOf, createPlainApp, textOf } from '../../../support/plain-renderer.ts';
import { wallOf } from '../panels/wall.ts';
import { alarm, item, mapOf, NOW } from '../state/entities.ts';

/** An item that its panel cannot draw. */
const broken: CaseEntity = {
  ...item(),
  get title(): string {
    throw new Error('a title that cannot be read');
  },
};

/** A wall of a list of deadlines and a list of alarms beside it. */
function wallWith(items: readonly CaseEntity[]) {
  const made = wallOf({ case: items, alarm: [alarm({ title: '烟感报警' })] });
  const now: ShallowRef<number> = shallowRef(NOW);
  const host = boxOf();
  const app = createPlainApp({
    render: () => [
      h(PanelSlot, { panel: 'timers', heightRem: 30 }),
      h(PanelSlot, { panel: 'alarms', heightRem: 30 }),
    ],
  });
  app.provide(WALL, { ...made, now });
  app.mount(host);
  return {
    told: () => textOf(host),
    press(name: string) {
      for (const { props } of allIn(host)) if (props.class === name) (props.onClick as () => void)();
    },
    states: () => allIn(host).flatMap(({ props }) => props['data-state'] ?? []),
    async hold(next: readonly CaseEntity[]) {
      (made.live.collections.case as ShallowRef<ReadonlyMap<string, CaseEntity>>).value = mapOf(...next);
      await nextTick();
    },
    async pass(ms: number) {
      now.value += ms;
      await nextTick();
      await nextTick();
    },
  };
}

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe('a panel in its place', () => {
  it('that fails is a quiet tile with its name, an id and a time; the one beside it goes on', async () => {
    const wall = wallWith([item({ title: '井盖破损' })]);
    expect(wall.told()).toContain('井盖破损');
    await wall.hold([broken]);
    expect(wall.states()).toEqual(['fault', 'live']);
    expect(wall.told()).toMatch(/处置时限.*编号 [0-9A-F]{8} · 15:42:06/);
    expect(wall.told()).toContain('烟感报警');
  });

  it('that fails at its first drawing is that tile too, and the wall is there', async () => {
    const wall = wallWith([broken]);
    await nextTick();
    expect(wall.states()).toEqual(['fault', 'live']);
    expect(wall.told()).toContain('烟感报警');
  });

  it('comes back by itself once it can be drawn, not before', async () => {
    const wall = wallWith([broken]);
    await wall.pass(RETRY_AFTER_MS);
    expect(wall.states()).toEqual(['fault', 'live']);
    await wall.hold([item({ title: '井盖破损' })]);
    await wall.pass(RETRY_AFTER_MS);
    expect(wall.states()).toEqual(['live', 'live']);
    expect(wall.told()).toContain('井盖破损');
  });

  it('comes back at once when somebody asks for it', async () => {
    const wall = wallWith([broken]);
    await wall.hold([item({ title: '井盖破损' })]);
    wall.press('retry');
    await nextTick();
    expect(wall.states()).toEqual(['live', 'live']);
  });
});

describe('a part of the wall that is no panel', () => {
  /** Two parts; the first fails while it is told to. */
  function partsWith(floating: boolean) {
    const now: ShallowRef<number> = shallowRef(NOW);
    const fails = shallowRef(false);
    const Part = defineComponent({
      setup: () => () => {
        if (fails.value) throw new Error('a number that cannot be read');
        return h('p', 'first ');
      },
    });
    const host = boxOf();
    const app = createPlainApp({
      render: () => [
        h(GuardedPart, { floating }, { default: () => h(Part) }),
        h(GuardedPart, null, { default: () => h('p', 'second') }),
      ],
    });
    app.provide(WALL, { ...wallOf(), now });
    app.mount(host);
    return { now, fails, told: () => textOf(host) };
  }

  it('says so in its place while it fails, alone, and comes back', async () => {
    const { now, fails, told } = partsWith(false);
    expect(told()).toBe('first second');
    fails.value = true;
    await nextTick();
    expect(told()).toMatch(/编号 [0-9A-F]{8} · 15:42:06.*second$/);
    fails.value = false;
    now.value += RETRY_AFTER_MS;
    await nextTick();
    await nextTick();
    expect(told()).toBe('first second');
  });

  it('that has no place of its own is not there while it fails', async () => {
    const { fails, told } = partsWith(true);
    fails.value = true;
    await nextTick();
    expect(told()).toBe('second');
  });
});
