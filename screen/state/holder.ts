import type { Say } from '../locale/words.ts';

/** Name of the unit that must act in the language of the page; the centre's own seats where no unit has it. */
export function holderWords(unit: string | null | undefined, say: Say): string {
  return unit ? say.named(unit) : say('holder.seats');
}
