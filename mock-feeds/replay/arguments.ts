import { parseArgs } from 'node:util';
import { defaultGateway, UsageError } from '../settings.ts';
import { instantMs } from './instant.ts';
import type { Mapping } from './mapping.ts';

export interface ReplayArguments {
  readonly file: string;
  readonly mapping: string;
  readonly speed: number | null;
  readonly shift: 'now' | 'keep';
  readonly asOf: string | null;
  readonly gateway: string;
}

const USAGE =
  'npm run feeds:replay -- FILE --mapping MAPPING [--speed N|max] [--shift now|keep] [--as-of INSTANT] [--gateway URL]';

function read(args: readonly string[]) {
  const options = {
    mapping: { type: 'string' },
    speed: { type: 'string' },
    shift: { type: 'string' },
    'as-of': { type: 'string' },
    gateway: { type: 'string' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

function speedOf(text: string | undefined): number | null {
  if (text === undefined || text === 'max') return null;
  const speed = Number(text);
  if (!Number.isFinite(speed) || speed <= 0) throw new UsageError(`--speed ${text}: 应为正数或 max`);
  return speed;
}

/** Reads the command line; throws a `UsageError` that says what is missing or wrong. */
export function readReplayArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ReplayArguments {
  const { values, positionals } = read(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0 || values.mapping === undefined) throw new UsageError(USAGE);
  const shift = values.shift ?? 'keep';
  if (shift !== 'keep' && shift !== 'now') throw new UsageError(`--shift ${shift}: 应为 now 或 keep`);
  return {
    file,
    mapping: values.mapping,
    speed: speedOf(values.speed),
    shift,
    asOf: values['as-of'] ?? null,
    gateway: values.gateway ?? defaultGateway(env),
  };
}

/** `--as-of` in the records' own time zone unless it carries an offset. */
export function asOfMs(text: string | null, { timeZone }: Mapping): number | null {
  if (text === null) return null;
  const ms = instantMs(text, timeZone);
  if (ms === null) throw new UsageError(`--as-of ${text}: 应为时刻，如 2022-03-10T00:00:00-05:00`);
  return ms;
}
