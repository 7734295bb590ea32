const FIRST_MS = 500;
const CEILING_MS = 8_000;

/** Full jitter: anywhere from 0 to a ceiling of 0.5 s for the first try, doubling to 8 s, so that no herd forms. */
export function reconnectDelayMs(attempt: number, random: () => number): number {
  return random() * Math.min(CEILING_MS, FIRST_MS * 2 ** attempt);
}
