import type { EntityOf } from '../contract/entities.ts';
import type { EventData } from '../contract/event-types.ts';
import { isFinal } from './case-sla.ts';
import { counts } from './event.ts';

type Item = Pick<EntityOf['case'], 'id' | 'state' | 'reality'>;
type Bindable = EntityOf['alarm' | 'video' | 'warning'];

/** Why a command that binds something to an item cannot be done. */
export interface Unbound {
  /** What of the command is wrong. */
  readonly path: 'subject' | 'data.item' | 'data.result' | 'data.duplicateOf';
  readonly detail: string;
  /** Somebody was quicker: it would have been right before. */
  readonly outrun?: true;
}

/**
 * Why no item can be made of an alarm, a lead or a warning, or why it cannot be joined to `item`; null when it can. Judged at
 * the door, and again by the fold, which meets what was done in between.
 */
export function linkRefused(origin: Bindable, item?: Item): Unbound | null {
  const { id } = origin;
  if (origin.item !== null) {
    return {
      path: 'subject',
      detail: `${id} is item ${origin.item} already; go on with that one`,
      outrun: true,
    };
  }
  if ('algorithm' in origin && origin.state !== 'VERIFIED') {
    const detail = `lead ${id} is ${origin.state}; only what a person has verified as TRUE becomes an item`;
    return { path: 'subject', detail };
  }
  return item === undefined ? null : otherLane(origin, item);
}

/** Why an alarm cannot be taken out of service for an item; null when it can. */
export function removalRefused(alarm: EntityOf['alarm'], item: Item): Unbound | null {
  if (!isFinal(item.state)) return otherLane(alarm, item);
  const detail = `item ${item.id} is over (${item.state}): nothing would put the alarm back into service; name an open one`;
  return { path: 'data.item', detail };
}

/** Why a lead cannot be judged so; null when it can. */
export function verdictRefused(
  { id, item }: EntityOf['video'],
  { result, duplicateOf }: EventData<'operation.verified'>,
): Unbound | null {
  if (duplicateOf === id) return { path: 'data.duplicateOf', detail: `lead ${id} repeats itself` };
  if (item === null || result === 'TRUE') return null;
  const detail = `lead ${id} is item ${item} already, and counts as verified; void or close that item`;
  return { path: 'data.result', detail, outrun: true };
}

/** An exercise or a test is bound to nothing that counts, and nothing that counts to it (decisions D12). */
function otherLane(origin: Pick<Bindable, 'id' | 'reality'>, item: Item): Unbound | null {
  if (counts(origin.reality) === counts(item.reality)) return null;
  const detail = `${origin.id} is ${origin.reality}, item ${item.id} is ${item.reality}: what is played is bound to nothing that counts`;
  return { path: 'data.item', detail };
}
