import { ENTITY_KINDS, type EntityKind } from '../contract/entities.ts';
import type { EntityRecord, Frame } from '../contract/wire.ts';
import type { EventPiece } from './event-ring.ts';
import type { Lag, Sized } from './positions.ts';
import type { Seen } from './view-index.ts';

export type Told = NonNullable<Seen>;

/** What one step says, before it is addressed. */
export interface Step {
  readonly from: number;
  /** How far behind its receivers are with positions after it. */
  readonly lag: Lag;
  /** Everything but positions. */
  readonly core: readonly Told[];
  readonly positions: readonly EntityRecord[];
  /** Of the positions, on the wire. */
  readonly bytes: number;
  readonly piece: EventPiece;
}

export const NO_EVENTS: EventPiece = { events: [], before: 0 };

/** True when its receivers learn nothing by it. */
export function empty({ core, positions, piece }: Step): boolean {
  return core.length === 0 && positions.length === 0 && piece.events.length === 0;
}

/** True when it tells of a fact that nobody may wait for. */
export function isUrgent(piece: EventPiece | null): boolean {
  return piece !== null && piece.events.length > 0;
}

/** Of a long list, so many items are measured; the others are taken to be like them. */
const MEASURED_ITEMS = 64;

/** About how many bytes these have on the wire. */
export function bytesOf(items: readonly unknown[]): number {
  const stride = Math.ceil(items.length / MEASURED_ITEMS);
  let bytes = 0;
  for (let i = 0; i < items.length; i += stride) bytes += stride * JSON.stringify(items[i]).length;
  return bytes;
}

/** A step as it goes over the wire; removals first, then alarms before everything, positions last. */
export function frameOf(step: Step, to: Pick<Frame, 'n' | 'at' | 'tk'>): Frame {
  const u: EntityRecord[] = [];
  const x: (readonly [EntityKind, string])[] = [];
  for (const one of step.core) {
    if ('put' in one) u.push(one.put);
    else x.push(one.remove);
  }
  u.sort(([a], [c]) => ENTITY_KINDS.indexOf(a) - ENTITY_KINDS.indexOf(c));
  u.push(...step.positions);
  const { events, before } = step.piece;
  const told = events.length === 0 ? {} : { a: events, p: before };
  const behind = step.lag.behind < to.n ? { l: step.lag.behind } : {};
  return { b: step.from, n: to.n, at: to.at, ...told, u, x, ...behind, tk: to.tk };
}

/** One record in so many is measured; the others are taken to be like it. */
const MEASURED = 16;

/** Sizes records without writing each of them twice. */
export function createSizer(): (told: EntityRecord) => Sized {
  let count = 0;
  let bytes = 0;
  return (told) => {
    if (count % MEASURED === 0) bytes = JSON.stringify(told).length;
    count += 1;
    return { record: told, bytes };
  };
}
