import { type Finding, figuresOf, generated } from './finder.ts';
import { nameOf } from './groups.ts';
import type { WarningWorld } from './port.ts';
import type { Shelf } from './shelf.ts';

const DAY_MS = 86_400_000;
/** Findings of one rule that may wait for a person at once; the next are found when some are handled. */
const WAITING_AT_MOST = 20;

/**
 * Brings a warning in line with what its rule finds now. A finding that nobody has confirmed moves with the numbers; from
 * then on only whether it still stands. After its end the rule is quiet about the same for a while.
 */
export function settle({ store, context, n, evidence }: WarningWorld, shelf: Shelf, finding: Finding): void {
  const { rule, key, found } = finding;
  const known = shelf.latest(rule.id, nameOf(key));
  if (known !== undefined && known.endedAt === null) {
    const moved = found !== null && known.state === 'GENERATED' ? figuresOf(finding, found) : {};
    shelf.show('warning', { ...known, ...moved, holds: found !== null });
    return;
  }
  if (found === null) return;
  const { now, setting } = context();
  const quietUntil = known === undefined ? now : (known.endedAt ?? now) + rule.quietDays * DAY_MS;
  if (now < quietUntil || waitingOf(store, rule.id) >= WAITING_AT_MOST) return;
  const warning = generated(finding, found, { now, setting });
  if (store.get('warning', warning.id) !== undefined) return;
  evidence.heard('warning', warning.id, { n: n(), reality: warning.reality });
  shelf.show('warning', warning);
}

function waitingOf(store: WarningWorld['store'], rule: string): number {
  let waiting = 0;
  for (const each of store.all('warning')) if (each.rule === rule && each.state === 'GENERATED') waiting += 1;
  return waiting;
}
