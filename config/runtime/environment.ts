import { resolve } from 'node:path';
import { z } from 'zod';
import { DURABILITIES } from '../../gateway/contract/vocabulary.ts';
import { type ClockSetting, parseClock } from './clock.ts';
import { ConfigurationError, describeIssues } from './problems.ts';

const key = z.string().min(8, 'at least 8 characters').max(200).optional();
const siteName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'lower-case letters, digits and hyphens, at most 32');

const clock = z.string().transform((text, context): ClockSetting => {
  const setting = parseClock(text);
  if (setting !== null) return setting;
  context.addIssue({
    code: 'custom',
    message: 'an instant with offset and a speed, such as 2026-11-20T15:42:00+08:00,60x',
  });
  return z.NEVER;
});

const A_PORT = 'a port, a whole number from 0 to 65535';

const environment = z.object({
  PORT: z.coerce.number({ error: A_PORT }).int(A_PORT).min(0, A_PORT).max(65_535, A_PORT).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  YITU_DATA_DIR: z.string().min(1).default('.yitu'),
  YITU_REGION: z.string().min(1).default('demo'),
  YITU_SITE: siteName.optional(),
  REDIS_URL: z
    .string()
    .regex(
      /^(rediss?|redis\+sentinel|redis\+cluster):\/\//,
      'redis://…, redis+sentinel://h1,h2/NAME or redis+cluster://h1,h2',
    )
    .optional(),
  YITU_REDIS_DURABILITY: z.enum(DURABILITIES).optional(),
  YITU_BASEMAP: z.enum(['maplibre', 'mapbox', 'auto']).default('auto'),
  /** Folder of own rule files; each stands for the shipped one of the same name. */
  YITU_RULES: z.string().min(1).optional(),
  /** Sources of tiles; `config/tiles.json` unless set. */
  YITU_TILES: z.string().min(1).optional(),
  YITU_CLOCK: clock.optional(),
  YITU_ACCESS: z.enum(['demo', 'keys']).default('keys'),
  YITU_PRODUCER_KEY: key,
  YITU_READ_KEY: key,
  YITU_VISITOR_KEY: key,
  YITU_ADMIN_KEY: key,
  /** Where `npm run dev` and the simulated feeds find the gateway. */
  YITU_GATEWAY: z.url().optional(),
});

/** The environment, checked and completed; the only place that reads it. */
export type Environment = z.infer<typeof environment> & { readonly dataDir: string };

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/** Is this address reachable from this machine only? */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || host.startsWith('127.');
}

/**
 * @param source usually `process.env`; empty strings count as unset.
 * @throws {ConfigurationError} naming every bad or unknown variable at once.
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const known = Object.keys(environment.shape);
  const problems = Object.keys(given)
    .filter((name) => name.startsWith('YITU_') && !known.includes(name))
    .map((name) => `environment variable ${name} is unknown; known are ${known.join(', ')}`);
  const parsed = environment.safeParse(given);
  if (!parsed.success) problems.push(...describeIssues('environment variable', parsed.error));
  if (parsed.data?.YITU_ACCESS === 'demo' && !isLoopback(parsed.data.HOST)) {
    problems.push(
      `YITU_ACCESS=demo opens the wall without a key and is refused on HOST=${parsed.data.HOST}; use 127.0.0.1 or set keys`,
    );
  }
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(problems);
  return { ...parsed.data, dataDir: resolve(parsed.data.YITU_DATA_DIR) };
}

/** For the log: every value as it is in force, keys and passwords masked. */
export function maskEnvironment(values: Environment): Record<string, string | number | boolean> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value = '']) => {
      if (name.endsWith('_KEY')) return [name, '***'];
      if (name === 'REDIS_URL') return [name, String(value).replace(/\/\/[^@/]*@/, '//***@')];
      return [name, typeof value === 'object' ? JSON.stringify(value) : value];
    }),
  );
}

/** Keys that the environment presets, by their kind. */
export function presetKeys(environment: Environment) {
  return {
    producer: environment.YITU_PRODUCER_KEY,
    read: environment.YITU_READ_KEY,
    visitor: environment.YITU_VISITOR_KEY,
    admin: environment.YITU_ADMIN_KEY,
  };
}
