import type { Viewer } from './browser.ts';
import { waitFor } from './wait.ts';

/** From the last word of a feed until a slow machine shows its silence, or the other way round. */
const TOLD_MS = 180_000;
/** Numbers of what has a fresh position: of the county and of its streets, in panels and on the map. */
const FRESH = '[data-kpi^="terminal.online"]';

/** What a wall says of the terminals' feed; each step ends when all of the wall has followed. */
export interface Silence {
  /** The dot says 断流 and for how long, and no fresh number is told: unknown is not 0. */
  begins(): Promise<void>;
  /** The dot says no such thing, and numbers are told again. */
  ends(): Promise<void>;
}

export function silenceOn({ page }: Viewer): Silence {
  const dot = page.locator('[data-entity="feed:terminal"]');
  const fresh = async () => (await page.locator(FRESH).allTextContents()).map((text) => text.trim());
  const says = (what: string, { state, words }: { readonly state: string; readonly words: RegExp }) =>
    waitFor(
      what,
      async () => (await dot.getAttribute('data-state')) === state && words.test(await dot.innerText()),
      TOLD_MS,
    );
  return {
    async begins() {
      await says('终端断流', { state: 'SILENT', words: /终端断流 \d+(分钟|小时)/ });
      await waitFor(
        'no number of what is not heard',
        async () => {
          const texts = await fresh();
          return texts.length > 0 && texts.every((text) => text === '—');
        },
        TOLD_MS,
      );
    },
    async ends() {
      await says('a feed that is heard', { state: 'LIVE', words: /^[^断]*$/ });
      await waitFor(
        'the numbers again',
        async () => (await fresh()).some((text) => /^[1-9]/.test(text)),
        TOLD_MS,
      );
    },
  };
}
