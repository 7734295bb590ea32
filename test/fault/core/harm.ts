import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from './random.ts';

/**
 * What a power cut leaves of a file: its tail gone, full of zeros, or full of rubbish. The harm begins at a random byte
 * at or after `safe`, the length up to which the disk had confirmed the bytes.
 */
export type HarmKind = 'cut' | 'zero' | 'scribble';

export interface Harm {
  readonly file: string;
  readonly kind: HarmKind;
  readonly from: number;
  readonly size: number;
}

/** Harms the tail of a file whose process has ended; null when there is nothing after `safe` to harm. */
export function harmTail(file: string, kind: HarmKind, random: Random, safe: number): Harm | null {
  const { size } = statSync(file);
  if (safe >= size) return null;
  const from = random.int(safe, size - 1);
  if (kind === 'cut') truncateSync(file, from);
  else overwrite(file, from, tailOf(kind, size - from, random));
  return { file, kind, from, size };
}

/** Adds bytes that were being written when the power went: they were never confirmed. */
export function addTornTail(file: string, bytes: Uint8Array): void {
  overwrite(file, statSync(file).size, bytes);
}

function tailOf(kind: 'zero' | 'scribble', length: number, random: Random): Uint8Array {
  const bytes = new Uint8Array(length);
  if (kind === 'scribble') for (let i = 0; i < length; i += 1) bytes[i] = random.int(0, 255);
  return bytes;
}

function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
}

/** The append-only file that a Redis server writes to now. */
export function appendOnlyFile(dir: string): string {
  const folder = join(dir, 'appendonlydir');
  const manifest = readdirSync(folder).find((name) => name.endsWith('.manifest')) ?? '';
  const lines = readFileSync(join(folder, manifest), 'utf8').split('\n');
  const last = lines.findLast((line) => line.includes('type i'));
  const name = /^file (\S+)/.exec(last ?? '')?.[1];
  if (name === undefined) throw new Error(`${folder} has no incremental append-only file`);
  return join(folder, name);
}

/** What an operator does when the server refuses its file: `redis-check-aof --fix` cuts it at the last whole command. */
export function repairAppendOnlyFile(file: string): string {
  const { stdout, stderr } = spawnSync('redis-check-aof', ['--fix', file], {
    input: 'y\n',
    encoding: 'utf8',
  });
  return `${stdout}${stderr}`;
}

/** Write-ahead log of the embedded engine's file. */
export function writeAheadFile(dataDir: string): string {
  const folder = join(dataDir, 'sqlite');
  const name = readdirSync(folder).find((file) => file.endsWith('.db-wal'));
  if (name === undefined) throw new Error(`${folder} has no write-ahead log`);
  return join(folder, name);
}
