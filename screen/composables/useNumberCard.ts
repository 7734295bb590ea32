import { type ComputedRef, computed, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue';
import type { KpiExplanationReply } from '../../gateway/contract/kpi-replies.ts';
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

/** Asks the gateway about the number that is picked; the value on the card follows the wall. */
export function useNumberCard(): OpenCard {
  const wall = useWall();
  const asked = shallowRef<Asked>({ state: 'asking' });
  watch(
    wall.numbers.picked,
    async (id, _before, onCleanup) => {
      let current = true;
      onCleanup(() => {
        current = false;
      });
      asked.value = { state: 'asking' };
      if (id === null) return;
      const reply = await wall.numberExplained(questionOf(id));
      if (current) asked.value = reply === null ? { state: 'none' } : { state: 'told', reply };
    },
    { immediate: true },
  );
  const card = computed(() => {
    const id = wall.numbers.picked.value;
    if (id === null || asked.value.state !== 'told') return null;
    return numberCard(asked.value.reply, wall.live.collections.kpi.value.get(id), {
      now: wall.now.value,
      utcOffsetMinutes: wall.config.region.utcOffsetMinutes,
      language: wall.language,
      areas: wall.areas,
      say: wall.say,
      titleOf: (ref) => titleIn(wall.live.collections, ref),
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
