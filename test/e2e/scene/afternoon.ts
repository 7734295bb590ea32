import type { EntityKind, EntityOf } from '../../../gateway/contract/entities.ts';
import type { Stack } from '../../support/stack.ts';

/** What a wall holds of one kind. */
export type Held = <Kind extends EntityKind>(kind: Kind) => readonly EntityOf[Kind][];

interface Told {
  readonly type: string;
  readonly subject: string;
  readonly source?: string;
  /** Minutes before now. */
  readonly ago: number;
  readonly data?: object;
}

const MINUTE = 60_000;
/** Streets of the town centre under the same cloud. */
const WET = ['990101003', '990101002', '990101004'] as const;
const CALLING = 1;

/**
 * What an ordinary afternoon may lack, so that every panel has something to show: a flood of alarms after a cloudburst with
 * alarms in every state, calls for help, early warnings on their way, leads that were looked at, requests that wait.
 */
export async function livenAfternoon(stack: Stack, held: Held): Promise<void> {
  const at = Date.parse((await stack.state()).at);
  const tell = teller(stack, at);
  const command = commander(stack);
  for (const told of [...cloudburst(held), ...oddAlarms(), ...calls(held), ...requests()]) await tell(told);
  await command('operation.acknowledged', 'alarm:NF-S2');
  await command('operation.acknowledged', 'alarm:NF-W5');
  await command('operation.acknowledged', 'alarm:NF-TAMPER');
  const until = new Date(at + 60 * MINUTE).toISOString();
  await command('operation.shelved', 'alarm:NF-DOOR', { reason: 'WORK_ON_SITE', until });
  await onTheirWay(held, command);
  const [first, second] = held('video').filter(({ state }) => state === 'LEAD');
  if (first !== undefined) await command('operation.verified', `video:${first.id}`, { result: 'TRUE' });
  if (second !== undefined) await command('operation.verified', `video:${second.id}`, { result: 'FALSE' });
}

/** Water in the streets of the centre, and what it does to the wiring: more alarms than a desk can look at one by one. */
function cloudburst(held: Held): Told[] {
  return WET.flatMap((street, nth) =>
    held('case')
      .filter((item) => item.street === street && item.location !== null && item.closedAt === null)
      .slice(0, 5)
      .map(({ location }, i): Told => {
        const wet = i < 3;
        const no = nth * 5 + i;
        return {
          type: 'alarm.raised',
          subject: wet ? `NF-W${no}` : `NF-S${no - nth * 3 - 1}`,
          ago: 9 - no * 0.55,
          data: {
            type: wet ? 'WATERLOGGING' : 'ELECTRIC_FIRE',
            priority: 'P2',
            title: wet ? '道路积水超限' : '配电箱进水',
            location,
            ...(wet ? { reading: { value: 28 + no, limit: 27, unit: 'cm' } } : {}),
          },
        };
      }),
  );
}

/** One alarm of every kind of standing that the strip and the board of states know. */
function oddAlarms(): Told[] {
  const raised = (subject: string, ago: number, data: object): Told => ({
    type: 'alarm.raised',
    subject,
    ago,
    data: { location: { lng: 103.8468, lat: 25.6062 }, ...data },
  });
  const door = { type: 'DOOR_OPEN_TOO_LONG', priority: 'P3', title: '门禁超时未关' };
  const bouncing = { type: 'HYDRANT', priority: 'P4', title: '消火栓压力偏低' };
  const returned = (subject: string, ago: number): Told => ({ type: 'alarm.returned', subject, ago });
  return [
    raised('NF-GAS', 3, {
      type: 'GAS',
      priority: 'P1',
      title: '餐饮街燃气浓度报警',
      reading: { value: 26.4, limit: 10, unit: '%LEL' },
    }),
    raised('NF-TAMPER', 42, { type: 'TAMPER', priority: 'P3', title: '设备防拆报警' }),
    returned('NF-TAMPER', 40),
    raised('NF-DOOR', 25, door),
    raised('NF-HYDRANT', 1.4, bouncing),
    returned('NF-HYDRANT', 1.2),
    raised('NF-HYDRANT', 1, bouncing),
    returned('NF-HYDRANT', 0.8),
    raised('NF-HYDRANT', 0.6, bouncing),
    raised('NF-ELEVATOR', 5, { type: 'ELEVATOR', priority: 'P2', title: '电梯停梯' }),
    returned('NF-ELEVATOR', 2),
  ];
}

/** The emergency key of terminals on duty. */
function calls(held: Held): Told[] {
  return held('terminal')
    .filter(({ onDuty, street }) => onDuty && street === WET[0])
    .slice(0, CALLING)
    .map(({ id, source }, i) => ({ type: 'terminal.sos_raised', subject: id, source, ago: 2.3 - i }));
}

/** Units that ask the hall for more time, or for a clock to stand still. */
function requests(): Told[] {
  const item = (subject: string, title: string): Told => ({
    type: 'case.received',
    subject,
    ago: 50,
    data: {
      title,
      kind: 'FACILITY',
      channel: 'GRID_APP',
      location: { lng: 103.82, lat: 25.6 },
      urgency: 'U3',
    },
  });
  const asks = (subject: string, data: object): Told => ({ type: 'case.progressed', subject, ago: 12, data });
  return [
    item('NF-1', '雨水箅子堵塞'),
    asks('NF-1', { request: 'SUSPENSION', reason: '雨停后施工' }),
    item('NF-2', '路面塌陷'),
    asks('NF-2', { request: 'EXTENSION', reason: '需开挖管线', extension: { amount: 2, unit: 'workday' } }),
  ];
}

/** Early warnings in each of their states. */
async function onTheirWay(held: Held, command: ReturnType<typeof commander>): Promise<void> {
  for (const [i, { id }] of held('warning').slice(0, 5).entries()) {
    await command('operation.warning_confirmed', `warning:${id}`);
    if (i < 4) await command('operation.warning_issued', `warning:${id}`);
    if (i < 2) await command('operation.warning_signed', `warning:${id}`);
    if (i < 1) await command('operation.warning_answered', `warning:${id}`, { note: '已约谈承办科室' });
  }
}

/** Posts what a producer tells. */
function teller(stack: Stack, now: number) {
  let sequence = 0;
  return async ({ type, subject, source = 'urn:yitu:example', ago, data = {} }: Told): Promise<void> => {
    sequence += 1;
    const time = new Date(now - ago * MINUTE).toISOString();
    // Later than whatever a source of the demonstration has told of the same subject.
    const event = { specversion: '1.0', id: `${subject}-${sequence}`, source, type, subject, time };
    const answer = await stack.post({ ...event, sequence: 9_000_000 + sequence, data });
    if (!answer.ok) throw new Error(`${type} ${subject}: ${answer.status} ${await answer.text()}`);
  };
}

/** Sends what a seat of the hall commands. */
function commander({ url }: Stack) {
  let count = 0;
  return async (type: string, subject: string, data: object = {}): Promise<void> => {
    count += 1;
    const by = { seat: '1号席', role: 'duty_officer' };
    const answer = await fetch(`${url}/v1/commands`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: `afternoon-${count}`, type, subject, by, data }),
    });
    if (!answer.ok) throw new Error(`${type} ${subject}: ${answer.status} ${await answer.text()}`);
  };
}
