import { timingSafeEqual } from 'node:crypto';
import { kidOf } from './holders.ts';
import type { Holder } from './key-file.ts';
import { hashOf } from './key-store.ts';
import type { Identity, KeyKind, Producer, Who } from './port.ts';

/** A key the gateway lets in, stored or preset. */
export interface KnownKey extends Who {
  readonly kid: string;
  readonly hash: Buffer;
  readonly producer: Producer | null;
  /** Epoch milliseconds from which on it is refused. */
  readonly until: number | null;
}

/** Every stored key with what it stands for. */
export function knownKeys(holders: readonly Holder[]): KnownKey[] {
  return holders.flatMap(({ kind, id, registration, keys }) =>
    keys.map((key) => ({
      kind,
      id,
      kid: kidOf(key),
      hash: Buffer.from(key.hash, 'hex'),
      producer: registration === null ? null : { id, ...withoutOwnFields(registration) },
      until: key.until,
    })),
  );
}

/** Looks at every key whatever was found, so that the time taken tells nothing. */
export function findKey(known: readonly KnownKey[], bearer: string, now: number): KnownKey | null {
  const hash = hashOf(bearer);
  const found = known.filter((key) => timingSafeEqual(key.hash, hash));
  return found.find(({ until }) => until === null || until > now) ?? null;
}

export function identityOf({ kind, hash, producer }: KnownKey): Identity {
  const projection = { producer: null, read: 'operator', visitor: 'visitor', admin: 'operator' } as const;
  return {
    kind,
    key: kidOf({ hash: hash.toString('hex') }),
    projection: projection[kind],
    producer,
    mayCommand: kind === 'read',
    mayAdminister: kind === 'admin',
  };
}

/** Registration of a producer of which nothing is said. */
export const ANY_PRODUCER = { reality: 'actual', crs: 'WGS84', feeds: null, network: null } as const;

export interface PresetOptions {
  readonly presets: Readonly<Partial<Record<KeyKind, string | undefined>>>;
  readonly presetReality: 'simulated' | 'actual';
}

/** @throws {Error} when one preset key stands for two kinds. */
export function presetKeys({ presets, presetReality }: PresetOptions): KnownKey[] {
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
    id: 'preset',
    kid: 'preset',
    hash: hashOf(key),
    producer: kind === 'producer' ? { ...ANY_PRODUCER, id: 'preset', reality: presetReality } : null,
    until: null,
  }));
}

/** What concerns lists only is not stamped on events. */
function withoutOwnFields(registration: NonNullable<Holder['registration']>) {
  const { name: _name, cadenceS: _cadenceS, ...stamped } = registration;
  return stamped;
}
