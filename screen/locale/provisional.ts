import { joined } from './joined.ts';
import type { Say } from './words.ts';

/** A due instant in words; past the coverage of the calendar it says that it is reckoned by weekends for now. */
export function withProvisional(due: string, provisional: boolean, say: Say): string {
  return provisional ? joined(due, say('timer.provisionalShort')) : due;
}
