import { existsSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
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
  /** Null: the scenario of the saved world, or the weekday for a new one. */
  readonly scenario: string | null;
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

/** The gateway of the same environment; "every address" is reached as this machine's own. */
export function defaultGateway({ HOST = '127.0.0.1', PORT = '8080' }: Environment): string {
  const host = { '0.0.0.0': '127.0.0.1', '::': '::1' }[HOST] ?? HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`;
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

/** Where the world of a site is kept: one data folder may hold the logs of several. */
function worldDirOf(env: Environment, regionDir: string): string {
  const world = join(env.YITU_DATA_DIR ?? join(ROOT, '.yitu'), 'world');
  const site = env.YITU_SITE ?? basename(regionDir);
  return site === 'demo' ? world : join(world, site);
}

/** Reads arguments and environment; throws a `UsageError` that names every bad option. */
export function readSettings(args: readonly string[], env: Environment): Settings {
  const parsed = values.safeParse(read(args));
  if (!parsed.success) throw new UsageError(parsed.error.issues.map(({ message }) => message).join('\n'));
  const given = parsed.data;
  const regionDir = regionDirOf(given.region ?? env.YITU_REGION ?? 'demo');
  return {
    gateway: given.gateway ?? defaultGateway(env),
    scenario: given.scenario ?? null,
    seed: given.seed ?? null,
    terminals: given.terminals ?? null,
    regionDir,
    stateDir: resolve(given.state ?? worldDirOf(env, regionDir)),
    operators: given['no-operators'] !== true,
    producerKey: env.YITU_PRODUCER_KEY ?? null,
    readKey: env.YITU_READ_KEY ?? null,
  };
}
