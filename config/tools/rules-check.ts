import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../runtime/environment.ts';
import { loadInstallation } from '../runtime/installation.ts';
import { ConfigurationError } from '../runtime/problems.ts';
import { runCommand, UsageError } from './region/usage.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Reads everything that a gateway of this environment would start with, and changes nothing.
 * @param source usually `process.env`
 * @returns what was read
 * @throws {UsageError} with every fault: file, place in it, what was expected
 */
export function checkRules(source: Parameters<typeof readEnvironment>[0], root = ROOT): string {
  try {
    const environment = readEnvironment(source);
    const { rules, calendars, pack } = loadInstallation(environment, root);
    const own = environment.YITU_RULES === undefined ? '' : ` and ${environment.YITU_RULES}`;
    const counts = [
      `region ${pack.info.id}`,
      `${rules.deadlines.limits.length} limits`,
      `calendars ${calendars.map(({ year }) => year).join(', ') || 'none'}`,
      `${rules.catalogue.items.length} rows of the duty catalogue`,
      `${rules.risk.criteria.length} criteria`,
      `${rules.warnings.rules.length} warning rules`,
    ];
    return `No faults in ${join(root, 'config')}${own}: ${counts.join(', ')}.\nThey are in force once the gateway is started anew; GET /v1/deadlines then lists which deadlines moved.\n`;
  } catch (error) {
    if (error instanceof ConfigurationError) throw new UsageError(error.problems);
    throw error;
  }
}

if (import.meta.main) runCommand('rules:check', () => checkRules(process.env));
