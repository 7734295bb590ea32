/** A gateway clock set by `YITU_CLOCK`: the instant at which it starts (ms) and simulated seconds per second. */
export interface ClockSetting {
  readonly startMs: number;
  readonly rate: number;
}

const CLOCK =
  /^(?<instant>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))(?:,(?<rate>\d+(?:\.\d+)?)x)?$/;

/** Reads `<instant>[,<n>x]`, such as `2026-11-20T15:42:00+08:00,60x`. Null when it does not have that form. */
export function parseClock(text: string): ClockSetting | null {
  const match = CLOCK.exec(text.trim());
  const startMs = Date.parse(match?.groups?.instant ?? '');
  const rate = Number(match?.groups?.rate ?? '1');
  if (!Number.isFinite(startMs) || rate <= 0 || rate > 100_000) return null;
  return { startMs, rate };
}
