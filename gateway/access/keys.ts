import type { Logger } from '../ops/port.ts';
import { producerFacts } from './facts.ts';
import { followKeyFile, startWatch } from './key-watch.ts';
import { ANY_PRODUCER, findKey, identityOf, type PresetOptions, presetKeys } from './known-keys.ts';
import type { Access, Identity, ProducerAdmin } from './port.ts';
import { presetFacts, producerAdmin } from './producer-admin.ts';
import { openUsage } from './usage.ts';

export interface AccessOptions extends PresetOptions {
  /** Folder that holds `keys.json`. */
  readonly dataDir: string;
  readonly mode: 'demo' | 'keys';
  readonly logger: Logger;
  /** The machine's clock, ms. Keys run out by it also where the gateway plays a time of its own. */
  readonly now?: () => number;
}

export interface KeyAccess extends Access {
  readonly producers: ProducerAdmin;
  /** Tells of every change after which a caller may be somebody else, or nobody. Returns the way to stop listening. */
  onChange(listener: () => void): () => void;
  /** Looks whether the key file was changed by a command, whether a key has run out, and notes what was used. */
  refresh(): Promise<void>;
  /** Refreshes every second until it is told to stop. */
  watch(): () => Promise<void>;
}

const NO_KEYS =
  'there is no key: nobody can read or send anything. Preset YITU_READ_KEY and YITU_PRODUCER_KEY, or make keys: npm run keys -- --help';

/**
 * Opens the key file of the data folder and adds the preset keys, which live in memory only and are good for as long as
 * they are set.
 * @throws {Error} when the file is broken, or when one preset key stands for two kinds.
 */
export async function openAccess(options: AccessOptions): Promise<KeyAccess> {
  const { dataDir, mode, now = Date.now } = options;
  const presets = presetKeys(options);
  const usage = await openUsage(dataDir);
  const file = await followKeyFile({ ...options, now });
  if (mode === 'keys' && presets.length === 0 && file.holders().length === 0) options.logger.warn(NO_KEYS);
  const listeners = new Set<() => void>();
  file.onChange(() => {
    usage.keepOnly(new Set(file.known().map(({ kid }) => kid)));
    for (const listener of listeners) listener();
  });
  const refresh = async () => {
    await file.refresh();
    await usage.save();
  };
  return {
    mode,
    identify(bearer, as = null) {
      const key = bearer === null ? null : findKey([...presets, ...file.known()], bearer, now());
      if (key !== null && key.kid !== 'preset') usage.note(key.kid, now());
      const identity = key === null ? keyless(mode, bearer) : identityOf(key);
      return identity !== null && as === 'visitor' ? narrowed(identity) : identity;
    },
    producers: producerAdmin({
      store: file.store,
      refresh,
      list: () => [...presets.flatMap(presetFacts), ...producerFacts(file.holders(), usage.read())],
    }),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    refresh,
    watch: () => startWatch(refresh, options.logger),
  };
}

/** A visitor of the demo may look; anybody else at its machine is an operator and may send simulated events. */
const DEMO: Identity = {
  kind: 'demo',
  key: 'demo',
  projection: 'operator',
  producer: { ...ANY_PRODUCER, id: 'demo', reality: 'simulated' },
  mayCommand: true,
  mayAdminister: false,
};

function keyless(mode: 'demo' | 'keys', bearer: string | null): Identity | null {
  return mode === 'demo' && bearer === null ? DEMO : null;
}

/** The same caller as a visitor. A producer's key reads nothing, so there is nothing to narrow. */
function narrowed(identity: Identity): Identity {
  if (identity.projection === null) return identity;
  return { ...identity, projection: 'visitor', producer: null, mayCommand: false, mayAdminister: false };
}
