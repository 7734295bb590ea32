import { CONSOLE } from './commands.ts';
import type { RunEvidence } from './evidence.ts';
import { keyOf } from './ledger.ts';
import type { RawEntry } from './raw-log.ts';

/** I1: each promise is kept by exactly one entry, at the place that was named unless that place was lost and healed. */
export function acknowledgedOnce({ acks, log }: RunEvidence): string[] {
  const byKey = Map.groupBy(log.entries, keyOf);
  const reported = new Set<string>();
  return acks.flatMap(({ key, position, n, durability, gateway }) => {
    if (reported.has(key)) return [];
    const found = byKey.get(key) ?? [];
    const fault = faultOf(found, { position, n });
    if (fault === null) return [];
    reported.add(key);
    return `${key} acknowledged by ${gateway} at ${position} (${durability}): ${fault}`;
  });
}

/**
 * I1 for who decided by what was on a wall: a command that was refused was not in the log when it was asked for the last
 * time. A copy that was sent before may still arrive afterwards: from a gateway that stood still, off a line that was
 * silent, or out of the memory of one that was cut off; the fold judges it by the version it saw. What is in the log says
 * not when it was written; it was there surely once something at its place or after it had been promised.
 */
export function refusedNowhere({ refusals, acks, log }: RunEvidence): string[] {
  const byKey = new Map(log.entries.map((entry) => [keyOf(entry), entry]));
  return refusals.flatMap(({ key, status, detail, askedAt, first }) => {
    const entry = key.startsWith(CONSOLE) ? byKey.get(key) : undefined;
    if (entry === undefined || entry.healedFrom !== null) return [];
    const there = acks.some(
      ({ n, position, at }) => n >= entry.n && at <= askedAt && position.startsWith(`${entry.e}:`),
    );
    if (!first && !there) return [];
    const when = there ? 'when it was there' : 'at its first asking';
    return `${key} was refused ${when} (${status} ${detail}), and is in the log at n ${entry.n}`;
  });
}

/**
 * I8: everything that producers make is valid, so that no event may be refused for good; and a command is refused for
 * what is on the wall alone, not for how it was sent.
 */
export function validRefused({ refusals }: RunEvidence): string[] {
  return refusals.flatMap(({ key, status, detail }) =>
    key.startsWith(CONSOLE) && OF_THE_WALL.has(status) ? [] : `${key} was refused (${status} ${detail})`,
  );
}

/** Nothing of that name, outdated, and no decision that can be taken now. */
const OF_THE_WALL: ReadonlySet<number> = new Set([404, 409, 422]);

function faultOf(
  found: readonly RawEntry[],
  told: { readonly position: string; readonly n: number },
): string | null {
  const [entry] = found;
  if (entry === undefined) return 'not in the log';
  if (found.length > 1) return `${found.length} times in the log, n ${found.map(({ n }) => n).join(', ')}`;
  const [epoch] = told.position.split(':');
  const moved = entry.n !== told.n && entry.e === epoch && entry.healedFrom === null;
  return moved ? `in the log at n ${entry.n} of the same epoch` : null;
}

/** I2: `(source, id)` names one entry; above the horizon every number is there once. */
export function noIdTwice({ log }: RunEvidence): string[] {
  const twice = [...Map.groupBy(log.entries, keyOf)].filter(([, entries]) => entries.length > 1);
  const faults = twice.map(([key, entries]) => `${key} at n ${entries.map(({ n }) => n).join(', ')}`);
  let before: RawEntry | null = null;
  for (const entry of log.entries) {
    const expected: number | null = before === null ? null : before.n + 1;
    if (expected !== null && entry.n !== expected && entry.n > log.horizon) {
      faults.push(
        entry.n < expected
          ? `n ${entry.n} is there twice`
          : `n ${expected}${entry.n - 1 === expected ? '' : `…${entry.n - 1}`} is missing`,
      );
    }
    before = entry;
  }
  return faults;
}
