/**
 * Reads the layout of the page once for all that ask in one go: each reading after a change has the browser lay the page out
 * anew, and what is docked over the map does not move within one update.
 */
export function onceAtATime<Told>(read: () => Told): () => Told {
  let known: { readonly told: Told } | null = null;
  return () => {
    if (known === null) {
      known = { told: read() };
      queueMicrotask(() => {
        known = null;
      });
    }
    return known.told;
  };
}
