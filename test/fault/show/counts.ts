import type { Acknowledgement, Ledger } from './ledger.ts';

/** 已发 · 已确认 · 在墙上 · 丢失 · 重复. */
export interface Counts {
  readonly posted: number;
  readonly acknowledged: number;
  readonly onWall: number;
  /** Acknowledged, and not on a wall that is past its place. */
  readonly lost: number;
  readonly twice: number;
}

/** What one wall shows at a moment. */
export interface WallView {
  readonly ids: ReadonlySet<string>;
  readonly live: boolean;
  /** Null before the first snapshot; `since` is when the wall first stood in this epoch, ms of the producer's clock. */
  readonly place: { readonly e: string; readonly n: number; readonly since: number } | null;
}

/** What was acknowledged a moment ago may be on its way to the wall. */
export const ON_ITS_WAY_MS = 1_500;

/** The five counts of one moment. What the wall cannot know yet is not lost. @param now the producer's clock, ms */
export function countsOf(
  ledger: Pick<Ledger, 'posted' | 'acknowledged' | 'twice'>,
  wall: WallView,
  now: number,
): Counts {
  let onWall = 0;
  let lost = 0;
  for (const [id, ack] of ledger.acknowledged) {
    if (wall.ids.has(id)) onWall += 1;
    else if (isPast(wall, ack) && now - ack.at > ON_ITS_WAY_MS) lost += 1;
  }
  return {
    posted: ledger.posted.size,
    acknowledged: ledger.acknowledged.size,
    onWall,
    lost,
    twice: ledger.twice.size,
  };
}

/** Whether the wall is past the place of the acknowledgement, so that the event would have to be on it. */
function isPast({ live, place }: WallView, { e, n, at }: Acknowledgement): boolean {
  if (!live || place === null) return false;
  return e === place.e ? n <= place.n : at < place.since;
}
