import { join } from 'node:path';
import { type Rules, rules } from '../../gateway/contract/rules.ts';
import { jsonFiles, readJson } from './files.ts';
import { ConfigurationError } from './problems.ts';

/**
 * Reads `config/rules`: one file per top-level key of the schema, no other JSON beside them.
 * @throws {ConfigurationError} listing every error with file, path and what was expected.
 */
export function loadRules(folder: string): Rules {
  const problems: string[] = [];
  const known = Object.entries(rules.shape);
  const files = new Map(jsonFiles(folder));
  for (const [name, file] of files) {
    if (!(name in rules.shape))
      problems.push(`${file}: no rule set has this name; known are ${known.map(([key]) => key).join(', ')}`);
  }
  const parts = known.map(([name, schema]) => [
    name,
    readJson(files.get(name) ?? join(folder, `${name}.json`), schema, problems),
  ]);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.fromEntries(parts) as Rules;
}
