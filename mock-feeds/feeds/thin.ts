import type { EventType } from '../../gateway/contract/index.ts';
import type { Timed } from '../world/stream.ts';

/** Keeps of one type only the last event of each subject: a fast clock must not flood the gateway. */
export function lastOfEach(type: EventType, events: readonly Timed[]): Timed[] {
  const last = new Map<string, Timed>();
  for (const timed of events) if (timed.event.type === type) last.set(timed.event.subject, timed);
  return events.filter((timed) => timed.event.type !== type || last.get(timed.event.subject) === timed);
}
