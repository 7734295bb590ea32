import type { Ledger } from '../table.ts';

const CONFIGURATIONS_KEPT = 8;

/** Since when the log was watched, and under which rules. */
export interface Watched {
  /** Epoch ms; null before the first configuration. */
  since(): number | null;
  /** Other rules came into force with entry `n`, received at `at`. */
  configured(n: number, at: number): void;
  /** `n` of the latest few of these. */
  configurations(): readonly number[];
  image(): WatchedImage;
  load(image: WatchedImage): void;
}

export interface WatchedImage {
  readonly configurations: readonly number[];
  readonly since: number | null;
}

export function createWatched(ledger: Ledger): Watched {
  const watched = ledger.table<number>('watched');
  const rows = ledger.table<readonly number[]>('configurations');
  const since = () => watched.get('since') ?? null;
  const configurations = () => rows.get('n') ?? [];
  return {
    since,
    configurations,
    configured(n, at) {
      if (!watched.has('since')) watched.put('since', at);
      rows.put('n', [...configurations().slice(1 - CONFIGURATIONS_KEPT), n]);
    },
    image: () => ({ configurations: configurations(), since: since() }),
    load(image) {
      if (image.configurations.length > 0) rows.put('n', image.configurations);
      if (image.since !== null) watched.put('since', image.since);
    },
  };
}
