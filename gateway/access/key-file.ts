import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { PRODUCER_FEEDS } from '../contract/feeds.ts';
import { CRS, NETWORKS, REALITIES } from '../contract/vocabulary.ts';

export const KEY_KINDS = ['producer', 'read', 'visitor', 'admin'] as const;

const registration = z.strictObject({
  id: z.string().min(1).max(80),
  reality: z.enum(REALITIES),
  crs: z.enum(CRS),
  feeds: z.array(z.enum(PRODUCER_FEEDS)).min(1).nullable(),
  network: z.enum(NETWORKS).nullable(),
});

const keyRecord = z
  .strictObject({
    kind: z.enum(KEY_KINDS),
    id: z.string().min(1).max(80),
    /** SHA-256 of the key in hex: enough for a key of 256 random bits, which no one can try through. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    producer: registration.nullable(),
  })
  .refine(({ kind, producer }) => (kind === 'producer') === (producer !== null), {
    error: 'a producer key, and no other, has a registration',
    path: ['producer'],
  });
const keyFile = z.strictObject({ version: z.literal(1), keys: z.array(keyRecord) });

/** One stored key: what it is for and the hash it is known by. The key itself is nowhere kept. */
export type KeyRecord = z.infer<typeof keyRecord>;

/**
 * The stored keys; none when there is no file yet.
 * @throws {Error} naming the file, the place in it and the way out, when it cannot be understood.
 */
export async function readKeyFile(path: string): Promise<KeyRecord[]> {
  if (!existsSync(path)) return [];
  const parsed = keyFile.safeParse(parseJson(await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data.keys;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'the whole file';
  throw new Error(
    `${path} is not a key file (${where}: ${issue?.message}); restore it from a backup, or move it away and create the keys again`,
  );
}

/** Replaces the file as a whole, readable by its owner only; a crash leaves the old one or the new one. */
export async function writeKeyFile(path: string, keys: readonly KeyRecord[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ version: 1, keys }, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
