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
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    problems.push(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})`);
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

/** `[name without .json, path]` of every JSON file in a folder, sorted by name. */
export function jsonFiles(folder: string): [string, string][] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => [basename(name, '.json'), join(folder, name)]);
}
