import type { Framing } from './sight.ts';
import type { View } from './view.ts';

/** Moves of a map that remember where they end. */
export interface Flights {
  /** Begins a flight. @param end where it ends, in the room of the moment at which it is asked */
  to(end: () => Framing): void;
  /** Where the flight under way ends, in the room of now; null while the map stands or is dragged. */
  end(): Framing | null;
  stop(): void;
}

/**
 * A map whose room changes its size in the middle of a flight is to stand where the flight was to end: what it shows on the way
 * is nothing that anybody asked for.
 * @param move carries the map there @param lasts whether that takes time
 */
export function createFlights(
  view: Pick<View, 'onChange'>,
  move: (to: Framing) => void,
  lasts: boolean,
): Flights {
  let under: (() => Framing) | null = null;
  const stop = view.onChange((settled) => {
    if (settled) under = null;
  });
  return {
    to(end) {
      // A flight that is broken off settles within this call, and may not take its successor with it.
      move(end());
      under = lasts ? end : null;
    },
    end: () => under?.() ?? null,
    stop,
  };
}
