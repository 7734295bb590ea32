import { type Command, WARNING_LEVELS, type WarningsReply } from '../../gateway/contract/index.ts';
import { draws } from './rng.ts';
import type { WorldBasis } from './stream.ts';
import { MINUTE } from './time.ts';

/** The people who work on early warnings and instructions: officers at their seats, and the units that sign and answer. */
export interface SlipDesk {
  /** What somebody does by `now` (epoch ms), given what the gateway tells; telling it again asks for the same again. */
  commands(told: WarningsReply, now: number): readonly Command[];
}

type Told = WarningsReply['warnings'][number] | WarningsReply['instructions'][number];
type Span = readonly [least: number, most: number];

interface Step {
  readonly kind: 'warning' | 'instruction';
  /** Field with the instant since which it waits. */
  readonly since: string;
  /** Minutes until somebody comes to it. */
  readonly after: Span;
}

const STEPS: Readonly<Record<string, Step>> = {
  GENERATED: { kind: 'warning', since: 'generatedAt', after: [1, 5] },
  CONFIRMED: { kind: 'warning', since: 'confirmedAt', after: [0.5, 3] },
  ISSUED: { kind: 'warning', since: 'issuedAt', after: [4, 60] },
  SIGNED: { kind: 'warning', since: 'signedAt', after: [20, 240] },
  ANSWERED: { kind: 'warning', since: 'answeredAt', after: [60, 900] },
  SENT: { kind: 'instruction', since: 'sentAt', after: [1, 15] },
  READ: { kind: 'instruction', since: 'readAt', after: [15, 120] },
};

/** Shares of what people do: nobody comes to it before its time is out, nothing in it, an item of it. */
const LATE = 0.15;
const LATE_TIMES = 8;
const FALSE_SHARE = 0.15;
const CONVERTED_SHARE = 0.2;
const INSTRUCTED_SHARE = 0.6;
/** Whoever confirms it sees it graver, or less grave, than the rule does. */
const OTHER_LEVEL_SHARE = 0.15;

const ANSWERS = ['已组织走访，暂无新增', '已现场整改，三日后复查', '已会同属地研判，落实专人包保'];
const INSTRUCTIONS = ['请今日内组织现场核查并回报', '请安排巡查，发现新增立即上报'];
const DONE = ['已到场核查', '已安排巡查'];

export function slipDeskOf({ seed, tag, scenario }: Pick<WorldBasis, 'seed' | 'tag' | 'scenario'>): SlipDesk {
  const told = (id: string, type: string, subject: string, data: Command['data'] = {}): Command => {
    const seat = draws(seed, 'slip seat', id).pick(scenario.officers.seats);
    const by = { seat, role: 'duty_officer' };
    const command = `${tag}-${type}-${id}`.slice(0, 200);
    return { id: command, type: `operation.${type}` as Command['type'], subject, by, data };
  };
  const isDue = ({ id, state, ...fields }: Told, { since, after }: Step, now: number): boolean => {
    const draw = draws(seed, 'slip', id, state);
    const waits = draw.between(...after) * (draw.chance(LATE) ? LATE_TIMES : 1);
    const from = Date.parse(String((fields as Readonly<Record<string, unknown>>)[since]));
    return now >= from + waits * MINUTE;
  };
  const onWarning = ({ id, state, unit }: WarningsReply['warnings'][number]): readonly Command[] => {
    const subject = `warning:${id}`;
    const draw = draws(seed, 'slip what', id, state);
    const say = (type: string, data?: Command['data']) => told(id, type, subject, data);
    switch (state) {
      case 'GENERATED':
        if (draw.chance(FALSE_SHARE))
          return [say('warning_lifted', { verdict: 'FALSE', note: '经核，属正常波动' })];
        if (!draw.chance(OTHER_LEVEL_SHARE)) return [say('warning_confirmed')];
        return [say('warning_confirmed', { level: draw.pick(WARNING_LEVELS), note: '结合现场情况核定' })];
      case 'CONFIRMED': {
        const instructed = unit !== null && draw.chance(INSTRUCTED_SHARE);
        const order = { unit: unit ?? '', text: draw.pick(INSTRUCTIONS) };
        return [...(instructed ? [say('instruction_sent', order)] : []), say('warning_issued')];
      }
      case 'ISSUED':
        return [say('warning_signed')];
      case 'SIGNED':
        return [say('warning_answered', { note: draw.pick(ANSWERS) })];
      case 'ANSWERED':
        return draw.chance(CONVERTED_SHARE)
          ? [say('linked', { note: '转事项持续跟进' })]
          : [say('warning_lifted', { verdict: 'USEFUL' })];
      default:
        return [];
    }
  };
  const onInstruction = ({ id, state }: WarningsReply['instructions'][number]): readonly Command[] => {
    const subject = `instruction:${id}`;
    const note = draws(seed, 'slip done', id).pick(DONE);
    if (state === 'DONE') return [];
    return [
      state === 'SENT'
        ? told(id, 'instruction_read', subject)
        : told(id, 'instruction_done', subject, { note }),
    ];
  };
  return {
    commands({ warnings, instructions }, now) {
      const due = <One extends Told>(list: readonly One[]) =>
        list.filter((each) => {
          const step = STEPS[each.state];
          return step !== undefined && isDue(each, step, now);
        });
      return [...due(warnings).flatMap(onWarning), ...due(instructions).flatMap(onInstruction)];
    },
  };
}
