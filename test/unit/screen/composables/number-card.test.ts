import { describe, expect, it } from 'vitest';
import { createApp, effectScope, nextTick, type ShallowRef, shallowRef } from 'vue';
import type { FeedEntity, KpiEntity } from '../../../../gateway/contract/entities.ts';
import type { KpiExplanationReply } from '../../../../gateway/contract/kpi-replies.ts';
import { type OpenCard, useNumberCard } from '../../../../screen/composables/useNumberCard.ts';
import { WALL, type Wall } from '../../../../screen/composables/useWall.ts';
import { wallOf } from '../panels/wall.ts';
import { feed, kpi, mapOf, NOW } from '../state/entities.ts';

const words = { zh: '在办', en: 'open' };
const definition: KpiExplanationReply['definition'] = {
  id: 'case.open',
  name: words,
  unit: 'COUNT',
  take: 'SUM',
  formula: words,
  numerator: null,
  denominator: null,
  periods: [],
  perArea: true,
  exclusions: words,
  note: null,
  source: words,
};
const explained = (value: number): KpiExplanationReply => {
  const told = { value, part: value, of: 1 };
  const rows = { total: value, proved: 0, rows: [] };
  const span = { period: null, area: null, from: null, to: null, earlier: null };
  return { definition, explanation: { ...span, ...rows, told, recomputed: told, equal: true } };
};

/** A card over a wall whose numbers and clock can be moved, and the gateway's answers. */
function opened(answers: (KpiExplanationReply | null)[], id = 'case.open') {
  const now = shallowRef(NOW);
  const wall = wallOf({ kpi: [kpi(id, 318)] });
  const asked: string[] = [];
  const live = {
    ...wall,
    now,
    numbers: { ...wall.numbers, picked: shallowRef<string | null>(id) },
    numberExplained: (question: { definition: string }) => {
      asked.push(question.definition);
      return Promise.resolve(answers.length > 1 ? (answers.shift() ?? null) : (answers[0] ?? null));
    },
  } satisfies Wall;
  const app = createApp({});
  app.provide(WALL, live);
  const scope = effectScope();
  const card = app.runWithContext(() => scope.run(useNumberCard)) as OpenCard;
  const { kpi: kpis, feed: feeds } = live.live.collections;
  const tell = (value: number) => {
    (kpis as ShallowRef<ReadonlyMap<string, KpiEntity>>).value = mapOf(kpi(id, value));
  };
  const hear = (state: FeedEntity['state']) => {
    const told = mapOf(feed({ id: 'case', state }));
    (feeds as ShallowRef<ReadonlyMap<string, FeedEntity>>).value = told;
  };
  const seconds = async (n: number) => {
    for (let tick = 0; tick < n; tick += 1) {
      now.value += 1_000;
      await nextTick();
      await Promise.resolve();
    }
  };
  return { ...card, asked, tell, hear, seconds, stop: () => scope.stop() };
}

describe('the open card of a number', () => {
  it('asks again when the number has changed, and until then stands as it was told', async () => {
    const open = opened([explained(318), explained(319)]);
    await open.seconds(1);
    expect(open.card.value?.value).toBe('318');
    open.tell(319);
    await nextTick();
    expect(open.card.value?.value).toBe('318');
    await open.seconds(3);
    expect(open.card.value?.value).toBe('319');
    expect(open.asked).toHaveLength(2);
    open.stop();
  });
  it('asks no more often than every three seconds, and not at all while nothing changes', async () => {
    const open = opened([explained(318)]);
    await open.seconds(20);
    expect(open.asked).toHaveLength(1);
    for (let n = 0; n < 12; n += 1) {
      open.tell(n);
      await open.seconds(1);
    }
    expect(open.asked).toHaveLength(5);
    open.stop();
  });
  it('keeps what was told when the gateway no longer answers, and asks on', async () => {
    const open = opened([explained(318), null, explained(320)]);
    await open.seconds(3);
    open.tell(320);
    await open.seconds(3);
    expect(open.card.value?.value).toBe('318');
    await open.seconds(3);
    expect(open.card.value?.value).toBe('320');
    open.stop();
  });
  it('is — while the feed of the number was never heard, as on the wall', async () => {
    const open = opened([explained(0)]);
    open.hear('NONE');
    await open.seconds(1);
    expect(open.card.value?.value).toBe('—');
    expect(open.card.value?.proof).toBeNull();
    open.stop();
  });
});
