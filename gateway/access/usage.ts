import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson, writeOwnFile } from './key-file.ts';

/** When a key was last used is told to the minute: enough to find a forgotten one, too little to watch anybody. */
const GRAIN_MS = 60_000;

const usageFile = z.record(z.string(), z.int());

/** When each key was last used, by key id, epoch milliseconds. */
export type Usage = Readonly<Record<string, number>>;

export interface UsageBook {
  note(kid: string, at: number): void;
  read(): Usage;
  /** Forgets keys that are no more. */
  keepOnly(kids: ReadonlySet<string>): void;
  /** Writes what was noted since the last time. */
  save(): Promise<void>;
}

const fileIn = (dataDir: string) => join(dataDir, 'key-usage.json');

/** What the gateway last wrote down; nothing when the file is missing or damaged: nobody depends on it. */
export async function readUsage(dataDir: string): Promise<Usage> {
  const path = fileIn(dataDir);
  const parsed = usageFile.safeParse(existsSync(path) ? parseJson(await readFile(path, 'utf8')) : {});
  return parsed.success ? parsed.data : {};
}

export async function openUsage(dataDir: string): Promise<UsageBook> {
  let usage: Record<string, number> = { ...(await readUsage(dataDir)) };
  let changed = false;
  return {
    note(kid, at) {
      const minute = Math.floor(at / GRAIN_MS) * GRAIN_MS;
      if (usage[kid] === minute) return;
      usage = { ...usage, [kid]: minute };
      changed = true;
    },
    read: () => usage,
    keepOnly(kids) {
      const left = Object.entries(usage).filter(([kid]) => kids.has(kid));
      if (left.length === Object.keys(usage).length) return;
      usage = Object.fromEntries(left);
      changed = true;
    },
    async save() {
      if (!changed) return;
      changed = false;
      await writeOwnFile(fileIn(dataDir), usage);
    },
  };
}
