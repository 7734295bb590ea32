import { type ComputedRef, computed, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue';
import type { FallingDue } from '../../gateway/contract/deadlines.ts';
import { nextHandover, stillFalling } from '../state/forward.ts';
import type { LivePort } from '../state/port.ts';

/** What will fall due by the end of the shift if nobody acts. */
export interface ForwardBoard {
  /** The next change of shift, epoch ms. */
  readonly until: ComputedRef<number>;
  /** What falls due until then, earliest first; null while the gateway has not told it. */
  readonly falling: ComputedRef<readonly FallingDue[] | null>;
  /** Whether its card stands open. */
  readonly open: Readonly<ShallowRef<boolean>>;
  /** Opens the card, or closes it. */
  readonly show: (open: boolean) => void;
}

/** Where it looks, and whom it asks. */
export interface ForwardOptions {
  readonly live: LivePort;
  /** Server time, once a second. */
  readonly now: Readonly<ShallowRef<number>>;
  readonly utcOffsetMinutes: number;
  /** Changes of shift, `HH:MM`. */
  readonly handovers: readonly string[];
  /** Area that the lists are narrowed to. */
  readonly area: string | null;
  /** Asks the gateway; null when it does not answer. Absent for who may not ask. */
  readonly ask: ((until: number) => Promise<readonly FallingDue[] | null>) | null;
}

/** Seconds between two questions: what changes in between is taken out by what the wall itself holds. */
const REST_TICKS = 20;

/** Asks the gateway's forward view again and again, from the first snapshot on. */
export function createForwardBoard(options: ForwardOptions): ForwardBoard {
  const { live, now, utcOffsetMinutes, handovers, area, ask } = options;
  const told = shallowRef<readonly FallingDue[] | null>(null);
  const open = shallowRef(false);
  const until = computed(() => nextHandover(now.value, utcOffsetMinutes, handovers));
  let rest = 0;
  let question = 0;

  async function askNow(): Promise<void> {
    if (ask === null || live.place.value === null) return;
    question += 1;
    const mine = question;
    rest = REST_TICKS;
    const answer = await ask(until.value);
    if (mine === question) told.value = answer;
  }

  watch(
    [until, () => live.place.value === null],
    () => {
      told.value = null;
      void askNow();
    },
    { immediate: true },
  );
  watch(now, () => {
    rest -= 1;
    if (rest <= 0) void askNow();
  });
  return {
    until,
    falling: computed(() =>
      told.value === null ? null : stillFalling(told.value, live.collections, { now: now.value, area }),
    ),
    open: shallowReadonly(open),
    show(wanted) {
      open.value = wanted;
    },
  };
}
