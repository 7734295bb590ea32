import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { storedRegistration } from '../../access/facts.ts';
import { KEY_KINDS } from '../../access/key-file.ts';
import type { Registration } from '../../access/key-store.ts';
import type { Who } from '../../access/port.ts';
import { PRODUCER_FEEDS } from '../../contract/feeds.ts';
import {
  DEFAULT_OVERLAP_HOURS,
  keyHolderId,
  keyRotation,
  producerRegistration,
} from '../../contract/producers.ts';
import { CRS, NETWORKS, REALITIES } from '../../contract/vocabulary.ts';

/** A command line that cannot be followed; the message says what to change. */
export class UsageError extends Error {}

/** What `npm run keys` was asked for. */
export type KeyRequest =
  | { readonly verb: 'list' }
  | { readonly verb: 'add'; readonly who: Who; readonly registration: Registration | null }
  | { readonly verb: 'rotate'; readonly who: Who; readonly overlapHours: number | null }
  | { readonly verb: 'revoke'; readonly who: Who; readonly kid: string | null };

/** How the command is used, in full. */
export const USAGE = `npm run keys -- list
npm run keys -- add producer ID [--name 名称] [--feeds ${PRODUCER_FEEDS.join(',')}] [--reality ${REALITIES.join('|')}]
                [--cadence 秒 seconds] [--network ${NETWORKS.join('|')}] [--crs ${CRS.join('|')}]
npm run keys -- add read|visitor|admin ID
npm run keys -- rotate KIND ID [--overlap 48h|30m|0|keep]
npm run keys -- revoke KIND ID [KID]
KIND: ${KEY_KINDS.join(' | ')}`;

const OPTIONS = {
  name: { type: 'string' },
  feeds: { type: 'string' },
  reality: { type: 'string' },
  cadence: { type: 'string' },
  network: { type: 'string' },
  crs: { type: 'string' },
  overlap: { type: 'string' },
} as const;

type Values = Partial<Record<keyof typeof OPTIONS, string>>;

const REGISTRATION_OPTIONS = ['name', 'feeds', 'reality', 'cadence', 'network', 'crs'] as const;

/** @throws {UsageError} */
export function readKeyRequest(argv: readonly string[]): KeyRequest {
  const { positionals, values } = parse(argv);
  const [verb, kind, id, kid, ...more] = positionals;
  if (verb === 'list' && kind === undefined) {
    allow(values, []);
    return { verb };
  }
  if (verb !== 'add' && verb !== 'rotate' && verb !== 'revoke') throw usage('缺少命令 · no such command');
  if (more.length > 0 || (kid !== undefined && verb !== 'revoke')) throw usage('多余的参数 · too many words');
  const who = readWho(kind, id);
  if (verb === 'add') return { verb, who, registration: readRegistration(who, values) };
  allow(values, verb === 'rotate' ? ['overlap'] : []);
  return verb === 'rotate'
    ? { verb, who, overlapHours: readOverlap(values.overlap) }
    : { verb, who, kid: kid ?? null };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function usage(why: string): UsageError {
  return new UsageError(`${why}\n${USAGE}`);
}

function allow(values: Values, taken: readonly (keyof Values)[]): void {
  const other = Object.keys(values).find((name) => !taken.some((each) => each === name));
  if (other !== undefined) throw usage(`--${other} 不适用于此命令 · does not go with this command`);
}

function readWho(kind: string | undefined, id: string | undefined): Who {
  const known = KEY_KINDS.find((each) => each === kind);
  if (known === undefined) {
    throw usage(`KIND 应为 ${KEY_KINDS.join('、')} · KIND must be one of ${KEY_KINDS.join(', ')}`);
  }
  if (id === undefined) throw usage('缺少 ID · the id is missing');
  return { kind: known, id };
}

function readRegistration(who: Who, values: Values): Registration | null {
  if (who.kind !== 'producer') {
    allow(values, []);
    check(keyHolderId, who.id);
    return null;
  }
  allow(values, REGISTRATION_OPTIONS);
  const { name, feeds, reality, cadence, network, crs } = values;
  const given = {
    id: who.id,
    name,
    feeds: feeds?.split(','),
    reality,
    cadenceS: cadence === undefined ? undefined : Number(cadence),
    network,
    crs,
  };
  return storedRegistration(check(producerRegistration, given));
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    parsed.error.issues.map(({ path, message }) => `${optionOf(path)}: ${message}`).join('\n'),
  );
}

/** Options whose name is not that of the field. */
const OPTION_OF: Readonly<Record<string, string>> = { cadenceS: '--cadence', overlapHours: '--overlap' };

function optionOf([field = 'id']: readonly PropertyKey[]): string {
  return field === 'id' ? 'ID' : (OPTION_OF[String(field)] ?? `--${String(field)}`);
}

const UNIT_HOURS: Readonly<Record<string, number>> = { m: 1 / 60, h: 1, d: 24 };

/** `48h`, `30m`, `2d`, `0`, or `keep`: the keys in use stay as they are. */
function readOverlap(text: string | undefined): number | null {
  if (text === undefined) return DEFAULT_OVERLAP_HOURS;
  if (text === 'keep') return null;
  const [, amount, unit = 'h'] = /^(\d+(?:\.\d+)?)([mhd])?$/.exec(text) ?? [];
  if (amount === undefined) throw usage(`--overlap ${text}: 48h, 30m, 2d, 0 或 · or keep`);
  return check(keyRotation, { overlapHours: Number(amount) * (UNIT_HOURS[unit] ?? 1) }).overlapHours;
}
