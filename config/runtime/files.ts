import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { describeIssues } from './problems.ts';

/** Reads one JSON file through a schema; a fault is added to `problems` with the file's name and path inside it. */
export function readJson<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  problems: string[],
): z.infer<Schema> | null {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    problems.push(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})`);
    return null;
  }
  const text = utf8Of(bytes);
  if (text === null) {
    problems.push(`${file}: is not UTF-8 (GBK, perhaps); save it as UTF-8, or its Chinese cannot be read`);
    return null;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    problems.push(`${file}: is not JSON: ${(error as Error).message}`);
    return null;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  problems.push(...describeIssues(file, parsed.error));
  return null;
}

/** The text of a file, without the mark that some editors put before UTF-8; null for any other encoding. */
export function utf8Of(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** `[name without .json, path]` of every JSON file in a folder, sorted by name. */
export function jsonFiles(folder: string): [string, string][] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => [basename(name, '.json'), join(folder, name)]);
}
