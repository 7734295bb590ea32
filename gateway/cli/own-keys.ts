import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../access/key-file.ts';

const ownKeys = z.object({ producer: z.string().min(8), read: z.string().min(8) });

/** Keys that `npm start` makes for itself, kept so that a printed `curl` works after a restart. */
export type OwnKeys = z.infer<typeof ownKeys>;

/** Reads the keys of the data folder, which must be there; makes new ones when there are none that can be read. */
export function openOwnKeys(dataDir: string): OwnKeys {
  const file = join(dataDir, 'start-keys.json');
  const kept = ownKeys.safeParse(existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : null);
  if (kept.success) return kept.data;
  const make = (prefix: string) => `${prefix}-${randomBytes(12).toString('base64url')}`;
  const keys = { producer: make('sim'), read: make('read') };
  writeFileSync(file, `${JSON.stringify(keys)}\n`, { mode: 0o600 });
  return keys;
}
