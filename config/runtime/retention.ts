import { type RetentionRules, retention } from '../../gateway/contract/retention.ts';
import { readJson } from './files.ts';
import { ConfigurationError } from './problems.ts';

/** Reads `config/retention.json`. @throws {ConfigurationError} */
export function loadRetention(file: string): RetentionRules {
  const problems: string[] = [];
  const read = readJson(file, retention, problems);
  if (read === null) throw new ConfigurationError(problems);
  return read;
}
