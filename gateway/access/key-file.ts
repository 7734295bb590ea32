import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { PRODUCER_FEEDS } from '../contract/feeds.ts';
import { CRS, NETWORKS, REALITIES } from '../contract/vocabulary.ts';

export const KEY_KINDS = ['producer', 'read', 'visitor', 'admin'] as const;

/** SHA-256 of the key in hex: enough for a key of 256 random bits, which no one can try through. */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().min(1).max(80);
const stamped = {
  reality: z.enum(REALITIES),
  crs: z.enum(CRS),
  feeds: z.array(z.enum(PRODUCER_FEEDS)).min(1).nullable(),
  network: z.enum(NETWORKS).nullable(),
};

const keyRecord = z.strictObject({
  hash,
  /** Epoch milliseconds of the machine's clock; null for a key of an older file. */
  createdAt: z.int().nullable(),
  /** From this instant on the key is refused; null: good until it is revoked. */
  until: z.int().nullable(),
});

const holderRecord = z
  .strictObject({
    kind: z.enum(KEY_KINDS),
    id,
    registration: z
      .strictObject({ name: z.string().min(1).max(80), ...stamped, cadenceS: z.int().min(1).nullable() })
      .nullable(),
    keys: z.array(keyRecord),
  })
  .refine(({ kind, registration }) => (kind === 'producer') === (registration !== null), {
    error: 'a producer, and no other, has a registration',
    path: ['registration'],
  });

const keyFile = z.strictObject({ version: z.literal(2), holders: z.array(holderRecord) });

/** The format of one key per holder, still read; the first change writes the file anew. */
const firstKeyFile = z.strictObject({
  version: z.literal(1),
  keys: z.array(
    z
      .strictObject({
        kind: z.enum(KEY_KINDS),
        id,
        hash,
        producer: z.strictObject({ id, ...stamped }).nullable(),
      })
      .refine(({ kind, producer }) => (kind === 'producer') === (producer !== null), {
        error: 'a producer key, and no other, has a registration',
        path: ['producer'],
      }),
  ),
});

/** One stored key: its hash and how long it is good. The key itself is nowhere kept. */
export type KeyRecord = z.infer<typeof keyRecord>;
/** Who holds keys: a producer with its registration, or a named reader, visitor or administrator. */
export type Holder = z.infer<typeof holderRecord>;

/**
 * The stored holders; none when there is no file yet.
 * @throws {Error} naming the file, the place in it and the way out, when it cannot be understood.
 */
export async function readKeyFile(path: string): Promise<readonly Holder[]> {
  if (!existsSync(path)) return [];
  const content = parseJson(await readFile(path, 'utf8'));
  const first = firstKeyFile.safeParse(content);
  if (first.success) return first.data.keys.map(holderOfFirst);
  const parsed = keyFile.safeParse(content);
  if (parsed.success) return parsed.data.holders;
  const [issue] = (versionOf(content) === 1 ? first : parsed).error.issues;
  const where = issue?.path.join('.') || 'the whole file';
  throw new Error(
    `${path} is not a key file (${where}: ${issue?.message}); restore it from a backup, or move it away and create the keys again`,
  );
}

/** Replaces the file as a whole, readable by its owner only; a crash leaves the old one or the new one. */
export async function writeKeyFile(path: string, holders: readonly Holder[]): Promise<void> {
  await writeOwnFile(path, { version: 2, holders });
}

/** Writes JSON beside and renames, so that a reader meets the old file or the new one. */
export async function writeOwnFile(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** The value of a JSON text, or null. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function versionOf(content: unknown): unknown {
  return content !== null && typeof content === 'object' && 'version' in content ? content.version : null;
}

type FirstKey = z.infer<typeof firstKeyFile>['keys'][number];

function holderOfFirst({ kind, id: named, hash: stored, producer }: FirstKey): Holder {
  const keys = [{ hash: stored, createdAt: null, until: null }];
  if (producer === null) return { kind, id: named, registration: null, keys };
  const { id: _id, ...rest } = producer;
  return { kind, id: named, registration: { name: named, ...rest, cadenceS: null }, keys };
}
