import { type ComputedRef, computed, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue';
import type { KpiEntity } from '../../gateway/contract/entities.ts';
import type { KpiExplanationReply } from '../../gateway/contract/kpi-replies.ts';
import { heardEntity, unheardFeed } from '../state/kpis.ts';
import { type NumberCard, numberCard, questionOf } from '../state/number-card.ts';
import type { Collections } from '../state/port.ts';
import { useWall } from './useWall.ts';

/** What the gateway said about the picked number. */
export type Asked =
  | { readonly state: 'asking' | 'none' }
  | { readonly state: 'told'; readonly reply: KpiExplanationReply };

/** The card that stands open. */
export interface OpenCard {
  readonly asked: Readonly<ShallowRef<Asked>>;
  /** Null while nothing was told. */
  readonly card: ComputedRef<NumberCard | null>;
}

/** Seconds of the wall between two questions about a number that keeps changing. */
const REST_TICKS = 3;

/**
 * Asks the gateway about the number that is picked, and again when the number has changed since, so that the value, the
 * entries and their sum on the card are always of one moment.
 */
export function useNumberCard(): OpenCard {
  const wall = useWall();
  const { collections } = wall.live;
  const { picked } = wall.numbers;
  const asked = shallowRef<Asked>({ state: 'asking' });
  /** The number as it stood when it was asked about; null: never. */
  let about: KpiEntity | undefined | null = null;
  let waiting = false;
  let rest = 0;
  let question = 0;

  async function ask(id: string): Promise<void> {
    question += 1;
    const mine = question;
    about = collections.kpi.value.get(id);
    waiting = true;
    rest = REST_TICKS;
    const reply = await wall.numberExplained(questionOf(id));
    if (mine !== question) return;
    waiting = false;
    if (reply !== null) asked.value = { state: 'told', reply };
    else if (asked.value.state === 'told') about = null;
    else asked.value = { state: 'none' };
  }

  watch(
    picked,
    (id) => {
      question += 1;
      asked.value = { state: 'asking' };
      if (id !== null) void ask(id);
    },
    { immediate: true },
  );
  watch(wall.now, () => {
    rest -= 1;
    const id = picked.value;
    if (id === null || waiting || rest > 0 || asked.value.state !== 'told') return;
    if (collections.kpi.value.get(id) !== about) void ask(id);
  });
  const card = computed(() => {
    const id = picked.value;
    if (id === null || asked.value.state !== 'told') return null;
    const state = { kpis: collections.kpi.value, feeds: collections.feed.value };
    return numberCard(asked.value.reply, heardEntity(state, id), {
      now: wall.now.value,
      utcOffsetMinutes: wall.config.region.utcOffsetMinutes,
      language: wall.language,
      areas: wall.areas,
      say: wall.say,
      titleOf: (ref) => titleIn(collections, ref),
      unheard: unheardFeed(state, id),
    });
  });
  return { asked: shallowReadonly(asked), card };
}

function titleIn(collections: Collections, ref: string): string | null {
  const colon = ref.indexOf(':');
  const id = ref.slice(colon + 1);
  const kind = ref.slice(0, colon);
  if (kind !== 'case' && kind !== 'alarm' && kind !== 'video') return null;
  return collections[kind].value.get(id)?.title ?? null;
}
