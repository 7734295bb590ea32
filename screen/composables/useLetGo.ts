import { watch } from 'vue';
import { useOpener } from './useOpener.ts';
import type { Selection } from './useWall.ts';

/**
 * The way back from the card of a picked thing by key: lets the thing go, and gives the focus to what had it when the thing was
 * picked. Nothing where nothing is picked.
 */
export function useLetGo(selection: Selection): () => void {
  const opener = useOpener();
  // At once: a moment later the focus may have gone on into the card.
  watch(
    selection.picked,
    (picked) => {
      if (picked !== null) opener.keep();
    },
    { flush: 'sync' },
  );
  return () => {
    if (selection.picked.value === null) return;
    selection.choose(null);
    opener.giveBack();
  };
}
