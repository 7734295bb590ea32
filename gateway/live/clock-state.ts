import type { ClockState } from '../contract/wire.ts';
import type { Clock } from '../ops/port.ts';

/** What a wall must know about the gateway's clock. */
export function clockState({ simulated, rate }: Clock): ClockState {
  return { simulated, rate };
}
