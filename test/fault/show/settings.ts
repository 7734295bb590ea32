import { parseArgs } from 'node:util';

export type Engine = 'redis' | 'sqlite';
export const ACTS = ['gateway', 'engine', 'tail', 'silence'] as const;
export type ActName = (typeof ACTS)[number];

/** What the command is told. */
export interface Settings {
  /** Null: redis where a server is installed, else sqlite. */
  readonly engine: Engine | null;
  /** Length of the show, s. */
  readonly seconds: number;
  readonly acts: readonly ActName[];
  /** Events a second. */
  readonly rate: number;
  /** Waits for the visitor to open the wall, and keeps it open at the end. */
  readonly wait: boolean;
  readonly open: boolean;
  /** Builds the wall's page when it is missing or old. */
  readonly page: boolean;
  /** A proxy that acknowledges without appending stands before the gateway: the verdict must turn red. */
  readonly lossy: boolean;
  readonly report: string;
}

/** A command line that cannot be followed; the message says what to change. */
export class UsageError extends Error {}

const USAGE = `npm run demo:faults -- [选项]
  --engine redis|sqlite   日志引擎；不写则有 redis-server 用 redis，否则用内置 sqlite
  --seconds N             演示时长，20 到 900，缺省 90
  --acts a,b,…            只演这几幕：${ACTS.join(' ')}
  --rate N                每秒上报条数，1 到 50，缺省 10
  --open                  用本机浏览器打开大屏
  --no-wait               不等人：直接开演，演完即止
  --no-page               不构建大屏页面（没有人看的时候）
  --lossy                 在网关前放一个“只确认、不入库”的假网关，看结论变红
  --report DIR            报告文件夹，缺省 .reports/show`;

/** @throws {UsageError} */
export function readSettings(args: readonly string[]): Settings {
  const values = parsed(args);
  if (values.help === true) throw new UsageError(USAGE);
  return {
    engine: engineOf(values.engine),
    seconds: number('--seconds', values.seconds, { least: 20, most: 900, usual: 90 }),
    acts: values.acts === undefined ? ACTS : values.acts.split(',').map(actOf),
    rate: number('--rate', values.rate, { least: 1, most: 50, usual: 10 }),
    wait: values['no-wait'] !== true,
    open: values.open === true,
    page: values['no-page'] !== true,
    lossy: values.lossy === true,
    report: values.report ?? '.reports/show',
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        engine: { type: 'string' },
        seconds: { type: 'string' },
        acts: { type: 'string' },
        rate: { type: 'string' },
        'no-wait': { type: 'boolean' },
        open: { type: 'boolean' },
        'no-page': { type: 'boolean' },
        lossy: { type: 'boolean' },
        report: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}

function engineOf(text: string | undefined): Engine | null {
  if (text === undefined || text === 'redis' || text === 'sqlite') return text ?? null;
  throw new UsageError(`--engine ${text}：应为 redis 或 sqlite`);
}

function actOf(text: string): ActName {
  const act = ACTS.find((name) => name === text);
  if (act === undefined) throw new UsageError(`--acts ${text}：没有这一幕，可用 ${ACTS.join(' ')}`);
  return act;
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

function number(name: string, text: string | undefined, { least, most, usual }: Range): number {
  if (text === undefined) return usual;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UsageError(`${name} ${text}：应为 ${least} 到 ${most} 的整数`);
}
