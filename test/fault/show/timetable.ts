/** Shares of the show before the first act and after the last. */
const QUIET_SHARE = 0.08;

/** When what of a show happens, ms since its beginning. An act that takes longer than its share moves the others back. */
export interface Timetable {
  /** The first act begins: until then the audience sees how it usually looks. */
  readonly beginsAt: number;
  /** What each act has for itself. */
  readonly shareMs: number;
  /** The act of that number, from 0, has had its share. */
  actEndsAt(number: number): number;
  /** Nothing new is sent any more, and the verdict is made. */
  readonly closesAt: number;
}

export function timetableOf(seconds: number, acts: number): Timetable {
  const lastsMs = seconds * 1_000;
  const quietMs = lastsMs * QUIET_SHARE;
  const shareMs = (lastsMs - 2 * quietMs) / acts;
  return {
    beginsAt: quietMs,
    shareMs,
    actEndsAt: (number) => quietMs + (number + 1) * shareMs,
    closesAt: lastsMs - quietMs / 2,
  };
}
