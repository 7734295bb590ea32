import { parseArgs } from 'node:util';
import { ConfigurationError } from '../../config/runtime/problems.ts';

/** The command line of `npm run gateway`. */
export interface GatewayArguments {
  /** The preset producer key sends simulated events. */
  readonly simulated: boolean;
  /** Null leaves the choice to the circumstances. */
  readonly engine: 'redis' | 'sqlite' | null;
  /** Folder with the rules of the simulated world, null where it does not speak. */
  readonly rules: string | null;
}

/** @throws {ConfigurationError} naming what is unknown and what is known */
export function readGatewayArguments(args: readonly string[]): GatewayArguments {
  const { simulated = false, engine = null, rules = null } = parsed(args);
  if (engine === null || engine === 'redis' || engine === 'sqlite') return { simulated, engine, rules };
  throw new ConfigurationError([`--engine ${engine}: must be redis or sqlite`]);
}

function parsed(args: readonly string[]) {
  const options = {
    simulated: { type: 'boolean' },
    engine: { type: 'string' },
    rules: { type: 'string' },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new ConfigurationError([
      `${(error as Error).message}; known are --engine redis|sqlite, --simulated, --rules FOLDER`,
    ]);
  }
}
