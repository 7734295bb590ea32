import type { Feed } from '../contract/feeds.ts';
import type { Moment } from './measures/moments.ts';
import type { Parts } from './parts.ts';
import { terminalNs } from './terminal.ts';

/**
 * `n` of the entries of a feed without which the log would not give the present state again: trimming spares them. Of
 * terminals those that said what is still in force or that one came to an alarm, of the gateway's own ticks those that are anchors, of everything
 * else what the evidence of a thing that is still there was made of. Others may be among them.
 */
export function neededOf({ terminals, anchors, evidence }: Parts, feed: Feed): readonly number[] {
  const proofs = [...evidence.proofs()];
  if (feed === 'terminal') {
    const arrivals = proofs.flatMap(([, { moments, ns }]) => (moments.some(isArrival) ? ns : []));
    return [...[...terminals.records()].flatMap(terminalNs), ...arrivals];
  }
  const live = proofs.flatMap(([, { ns, left }]) => (left === null ? ns : []));
  return feed === 'system' ? [...anchors.ns(), ...live] : live;
}

function isArrival([measure]: Moment): boolean {
  return measure === 'alarmOnSiteTime';
}
