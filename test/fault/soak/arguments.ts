import { parseArgs } from 'node:util';

/** What `npm run soak` is told. */
export interface SoakArguments {
  readonly engine: 'redis' | 'sqlite' | null;
  /** Real minutes of measuring. */
  readonly minutes: number;
  readonly walls: number;
  /** Percent of the walls that leave within a minute. */
  readonly churn: number;
  /** Simulated seconds per second. */
  readonly rate: number;
  readonly terminals: number;
  readonly seed: number;
  /** Real seconds between two samples. */
  readonly every: number;
  /** Folder of the report. */
  readonly out: string;
}

export const USAGE = `npm run soak -- [--minutes 120] [--engine redis|sqlite] [--walls 60] [--churn 5] [--rate 150] [--terminals 30] [--seed 1] [--every 30] [--out .reports/soak]`;

const LIMITS = {
  minutes: [0.5, 6_000],
  walls: [1, 2_000],
  churn: [0, 1_000],
  rate: [1, 1_000],
  terminals: [1, 50_000],
  seed: [0, 2_147_483_647],
  every: [1, 600],
} as const;

/** @throws {RangeError} naming the bad option */
export function readSoakArguments(args: readonly string[]): SoakArguments {
  const text = { type: 'string' } as const;
  const options = {
    engine: text,
    minutes: { ...text, default: '120' },
    walls: { ...text, default: '60' },
    churn: { ...text, default: '5' },
    rate: { ...text, default: '150' },
    terminals: { ...text, default: '30' },
    seed: { ...text, default: '1' },
    every: { ...text, default: '30' },
    out: { ...text, default: '.reports/soak' },
  };
  const { values } = parseArgs({ args: [...args], options, strict: true });
  const number = (name: keyof typeof LIMITS) => within(name, Number(values[name]));
  return {
    engine: engineOf(values.engine),
    minutes: number('minutes'),
    walls: number('walls'),
    churn: number('churn'),
    rate: number('rate'),
    terminals: number('terminals'),
    seed: number('seed'),
    every: number('every'),
    out: values.out,
  };
}

function engineOf(engine: string | undefined): SoakArguments['engine'] {
  if (engine === undefined || engine === 'redis' || engine === 'sqlite') return engine ?? null;
  throw new RangeError(`--engine ${engine}: must be redis or sqlite`);
}

function within(name: keyof typeof LIMITS, value: number): number {
  const [least, most] = LIMITS[name];
  if (value >= least && value <= most) return value;
  throw new RangeError(`--${name}: a number from ${least} to ${most}`);
}
