import { join } from 'node:path';
import { type Rules, rules } from '../../gateway/contract/rules.ts';
import { jsonFiles, readJson } from './files.ts';
import { ConfigurationError } from './problems.ts';
import { faultsWithin } from './rule-faults.ts';

/**
 * Reads `config/rules`: one file per top-level key of the schema, no other JSON beside them.
 * @param over folders that lie over it, the last on top: a file of theirs stands for the one of the same name
 * @throws {ConfigurationError} listing every error with file, path and what was expected.
 */
export function loadRules(folder: string, over: readonly string[] = []): Rules {
  const problems: string[] = [];
  const files = new Map([...jsonFiles(folder), ...over.flatMap((each) => filesOver(each, problems))]);
  const known = Object.entries(rules.shape);
  for (const [name, file] of files) {
    if (!(name in rules.shape))
      problems.push(`${file}: no rule set has this name; known are ${known.map(([key]) => key).join(', ')}`);
  }
  const parts = known.map(([name, schema]) => [
    name,
    readJson(files.get(name) ?? join(folder, `${name}.json`), schema, problems),
  ]);
  const read = Object.fromEntries(parts.filter(([, part]) => part !== null)) as Partial<Rules>;
  for (const [name, faults] of faultsWithin(read)) {
    const file = files.get(name) ?? '';
    problems.push(...faults.map(({ path, problem }) => `${file} at ${path}: ${problem}`));
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return read as Rules;
}

/** A folder that is meant to change rules and cannot be read would leave them silently as they were. */
function filesOver(folder: string, problems: string[]): [string, string][] {
  try {
    return jsonFiles(folder);
  } catch (error) {
    const { code = 'unknown fault' } = error as NodeJS.ErrnoException;
    problems.push(
      `${folder}: cannot be read as a folder of rule files (${code}); name one whose files are called as in config/rules`,
    );
    return [];
  }
}
