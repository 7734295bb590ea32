const LOCAL = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?$/;
const WITH_OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/;

/** What an instant must look like, for error messages. */
export const INSTANT_FORM = 'YYYY-MM-DD HH:MM[:SS]，可带时区偏移';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

/** How far the zone's wall clock is ahead of UTC at an instant, milliseconds. */
function offsetAt(timeZone: string, ms: number): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const [year, month, day] = [part('year'), part('month') - 1, part('day')];
  const wall = Date.UTC(year, month, day, part('hour'), part('minute'), part('second'));
  return wall - Math.floor(ms / 1_000) * 1_000;
}

/** Whether year, month, day, hour, minute and second name a real moment of a calendar. */
function wallClock(text: string): number | null {
  const found = LOCAL.exec(text);
  if (found === null) return null;
  const [year, month, day, hour, minute, second = 0] = found.slice(1, 7).map((part) => Number(part ?? 0));
  const ms = Number((found[7] ?? '0').padEnd(3, '0'));
  const wall = Date.UTC(year as number, (month as number) - 1, day, hour, minute, second, ms);
  const back = new Date(wall).toISOString();
  return back.startsWith(`${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}`) ? wall : null;
}

/**
 * Epoch milliseconds of an instant as a table writes it; null when it is none. Without an offset it is wall-clock time
 * in `timeZone`: an hour that the clock runs through twice is the first of the two, one that it skips is read with the
 * offset before the jump (as RFC 5545 §3.3.5 does).
 */
export function instantMs(text: string, timeZone: string): number | null {
  const trimmed = text.trim();
  if (WITH_OFFSET.test(trimmed)) {
    const ms = Date.parse(trimmed.replace(' ', 'T'));
    return Number.isNaN(ms) ? null : ms;
  }
  const wall = wallClock(trimmed);
  if (wall === null) return null;
  const day = 86_400_000;
  const [before, after] = [offsetAt(timeZone, wall - day), offsetAt(timeZone, wall + day)];
  const candidates = [wall - before, wall - after].filter((ms) => ms + offsetAt(timeZone, ms) === wall);
  return candidates.length > 0 ? Math.min(...candidates) : wall - before;
}
