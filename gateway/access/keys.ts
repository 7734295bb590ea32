import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import type { Reality } from '../contract/vocabulary.ts';
import { type KeyRecord, readKeyFile, writeKeyFile } from './key-file.ts';
import type { Access, Identity, KeyKind, Producer } from './port.ts';

export interface AccessOptions {
  /** Folder that holds `keys.json`. */
  readonly dataDir: string;
  readonly mode: 'demo' | 'keys';
  /** Keys of the environment; they live in memory only and are good for as long as they are set. */
  readonly presets: Readonly<Partial<Record<KeyKind, string | undefined>>>;
  /** Reality of whatever the preset producer key sends. */
  readonly presetReality: 'simulated' | 'actual';
}

/** What a new key is for. Everything but `id` concerns producers only. */
export type KeyOptions = Partial<Producer> & { readonly id: string };

export interface KeyAccess extends Access {
  /**
   * Makes a key of 256 random bits, stores its hash and returns the key, which cannot be asked for again.
   * A key of the same kind and id is replaced. A producer is `actual`, WGS84 and free to use every feed unless told otherwise.
   */
  createKey(kind: KeyKind, options: KeyOptions): Promise<string>;
  /** Registered producers, the preset one included. */
  producers(): readonly Producer[];
}

interface KnownKey {
  readonly kind: KeyKind;
  readonly hash: Buffer;
  readonly producer: Producer | null;
}

/**
 * Opens the key file of the data folder and adds the preset keys.
 * @throws {Error} when the file is broken, or when one preset key stands for two kinds.
 */
export async function openAccess(options: AccessOptions): Promise<KeyAccess> {
  const path = join(options.dataDir, 'keys.json');
  const presets = presetKeys(options);
  let stored = await readKeyFile(path);
  let known = [...presets, ...stored.map(knownKey)];
  return {
    mode: options.mode,
    identify(bearer, as = null) {
      const key = bearer === null ? null : findKey(known, bearer);
      const identity = key === null ? keyless(options.mode, bearer) : identityOf(key);
      return identity !== null && as === 'visitor' ? narrowed(identity) : identity;
    },
    async createKey(kind, { id, ...producer }) {
      const key = randomBytes(32).toString('base64url');
      const registration = kind === 'producer' ? { ...ANY_PRODUCER, ...producer, id } : null;
      const others = stored.filter((record) => record.kind !== kind || record.id !== id);
      const created = { kind, id, hash: hashOf(key).toString('hex'), producer: writable(registration) };
      await writeKeyFile(path, [...others, created]);
      stored = [...others, created];
      known = [...presets, ...stored.map(knownKey)];
      return key;
    },
    producers: () => known.flatMap(({ producer }) => producer ?? []),
  };
}

const ANY_PRODUCER = { reality: 'actual', crs: 'WGS84', feeds: null, network: null } as const;

/** A visitor of the demo may look; anybody else at its machine is an operator and may send simulated events. */
const DEMO: Identity = {
  kind: 'demo',
  projection: 'operator',
  producer: { ...ANY_PRODUCER, id: 'demo', reality: 'simulated' },
  mayCommand: true,
  mayAdminister: false,
};

function presetKeys({ presets, presetReality }: AccessOptions): KnownKey[] {
  const given = (['producer', 'read', 'visitor', 'admin'] as const).flatMap((kind) => {
    const key = presets[kind];
    return key === undefined || key === '' ? [] : [{ kind, key }];
  });
  for (const { kind, key } of given) {
    const twin = given.find((other) => other.kind !== kind && other.key === key);
    if (twin === undefined) continue;
    throw new Error(
      `YITU_${kind.toUpperCase()}_KEY and YITU_${twin.kind.toUpperCase()}_KEY are the same key; give each kind its own`,
    );
  }
  return given.map(({ kind, key }) => ({
    kind,
    hash: hashOf(key),
    producer: kind === 'producer' ? presetProducer(presetReality) : null,
  }));
}

function presetProducer(reality: Reality): Producer {
  return { ...ANY_PRODUCER, id: 'preset', reality };
}

function knownKey({ kind, hash, producer }: KeyRecord): KnownKey {
  return { kind, hash: Buffer.from(hash, 'hex'), producer };
}

function writable(producer: Producer | null): KeyRecord['producer'] {
  return producer === null
    ? null
    : { ...producer, feeds: producer.feeds === null ? null : [...producer.feeds] };
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Looks at every key whatever was found, so that the time taken tells nothing. */
function findKey(known: readonly KnownKey[], bearer: string): KnownKey | null {
  const hash = hashOf(bearer);
  const found = known.filter((key) => timingSafeEqual(key.hash, hash));
  return found[0] ?? null;
}

function keyless(mode: 'demo' | 'keys', bearer: string | null): Identity | null {
  return mode === 'demo' && bearer === null ? DEMO : null;
}

function identityOf({ kind, producer }: KnownKey): Identity {
  const projection = { producer: null, read: 'operator', visitor: 'visitor', admin: 'operator' } as const;
  return {
    kind,
    projection: projection[kind],
    producer,
    mayCommand: kind === 'read',
    mayAdminister: kind === 'admin',
  };
}

/** The same caller as a visitor. A producer's key reads nothing, so there is nothing to narrow. */
function narrowed(identity: Identity): Identity {
  if (identity.projection === null) return identity;
  return { ...identity, projection: 'visitor', producer: null, mayCommand: false, mayAdminister: false };
}
