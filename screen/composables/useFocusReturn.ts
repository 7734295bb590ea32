import { nextTick, type Ref, watch } from 'vue';
import { useOpener } from './useOpener.ts';

/** What can be given the focus: a card by its way out. */
export interface Focusable {
  focus(): void;
}

/**
 * Leads the focus into a card when it opens, and back to what had it when it closes, so that who goes by keys goes on where
 * they were. @param card what opens, once it is drawn
 */
export function useFocusReturn(open: () => boolean, card: Readonly<Ref<Focusable | null>>): void {
  const opener = useOpener();
  watch(open, async (now) => {
    if (!now) return opener.giveBack();
    opener.keep();
    await nextTick();
    card.value?.focus();
  });
}
