import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** A command line that cannot be followed; the message says what to change. */
export class UsageError extends Error {}

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const whole = (name: string, most: number) =>
  z.coerce
    .number({ error: `${name}: 应为整数` })
    .int(`${name}: 应为整数`)
    .min(0)
    .max(most)
    .optional();

const values = z.object({
  gateway: z.url({ protocol: /^https?$/, error: '--gateway: 应为地址，如 http://127.0.0.1:8080' }).optional(),
  scenario: z.string().optional(),
  seed: whole('--seed', 2_147_483_647),
  terminals: whole('--terminals', 50_000),
  region: z.string().optional(),
  state: z.string().optional(),
  'no-operators': z.boolean().optional(),
});

/** Everything that `npm run feeds` is told. */
export interface Settings {
  readonly gateway: string;
  readonly scenario: string;
  /** Null: the seed of the saved world, or 1 for a new one. */
  readonly seed: number | null;
  readonly terminals: number | null;
  /** Folder of the region pack. */
  readonly regionDir: string;
  readonly stateDir: string;
  readonly operators: boolean;
  readonly producerKey: string | null;
  readonly readKey: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A region id of `config/region`, or a folder. */
function regionDirOf(region: string): string {
  const shipped = join(ROOT, 'config/region', region);
  const dir = !isAbsolute(region) && existsSync(join(shipped, 'county.geojson')) ? shipped : resolve(region);
  if (existsSync(join(dir, 'county.geojson'))) return dir;
  throw new UsageError(`--region ${region}: 既不是 config/region 下的区域，也不是含 county.geojson 的文件夹`);
}

function read(args: readonly string[]) {
  try {
    const options = {
      gateway: { type: 'string' },
      scenario: { type: 'string' },
      seed: { type: 'string' },
      terminals: { type: 'string' },
      region: { type: 'string' },
      state: { type: 'string' },
      'no-operators': { type: 'boolean' },
    } as const;
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Reads arguments and environment; throws a `UsageError` that names every bad option. */
export function readSettings(args: readonly string[], env: Environment): Settings {
  const parsed = values.safeParse(read(args));
  if (!parsed.success) throw new UsageError(parsed.error.issues.map(({ message }) => message).join('\n'));
  const given = parsed.data;
  const host = env.HOST ?? '127.0.0.1';
  return {
    gateway: given.gateway ?? `http://${host}:${env.PORT ?? '8080'}`,
    scenario: given.scenario ?? 'weekday',
    seed: given.seed ?? null,
    terminals: given.terminals ?? null,
    regionDir: regionDirOf(given.region ?? env.YITU_REGION ?? 'demo'),
    stateDir: resolve(given.state ?? join(env.YITU_DATA_DIR ?? join(ROOT, '.yitu'), 'feeds')),
    operators: given['no-operators'] !== true,
    producerKey: env.YITU_PRODUCER_KEY ?? null,
    readKey: env.YITU_READ_KEY ?? null,
  };
}
