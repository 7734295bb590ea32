import type { Mark } from '../port.ts';

/** Marks that stand on the map now: names step aside for them. */
export interface ShownMarks {
  /** Marks of one layer, in place of those it told before. */
  tell(layer: string, marks: readonly Mark[]): void;
  all(): readonly Mark[];
  /** Another number whenever something was told. */
  version(): number;
}

export function createShownMarks(): ShownMarks {
  const byLayer = new Map<string, readonly Mark[]>();
  let version = 0;
  return {
    tell(layer, marks) {
      version += 1;
      byLayer.set(layer, marks);
    },
    all: () => [...byLayer.values()].flat(),
    version: () => version,
  };
}
