import type { Command } from '../commands.ts';

/** What a command is about and says. */
export interface Told {
  readonly subject: string;
  readonly data?: Command['data'];
}

interface Worded extends Told {
  readonly words: readonly [zh: string, says: string];
}

const WARNING = 'warning:repeat-facility-20261120-0a1b2c3d';
const INSTRUCTION = 'instruction:1号席/example-operation.instruction_sent';

/** One example of every command about a warning or an instruction. */
export const WARNING_COMMANDS = {
  'operation.warning_confirmed': {
    words: ['核定预警', '看过依据，认可这一发现；可同时改定等级。'],
    subject: WARNING,
    data: { level: 'MEDIUM', note: '依据清楚' },
  },
  'operation.warning_issued': {
    words: ['派发预警提示单', '不写 unit 则发给发现所指的单位；签收、反馈时限由规则按等级定。'],
    subject: WARNING,
    data: { unit: '城关镇', note: '请三日内现场核查' },
  },
  'operation.warning_signed': { words: ['签收预警提示单', '单位已收下。'], subject: WARNING },
  'operation.warning_answered': {
    words: ['反馈预警', '单位查到了什么、做了什么。'],
    subject: WARNING,
    data: { note: '已更换探测器，三日内复查' },
  },
  'operation.warning_lifted': {
    words: ['解除预警', 'USEFUL 有用，FALSE 误报；按规则统计。'],
    subject: WARNING,
    data: { verdict: 'USEFUL', note: '连续七日无新增' },
  },
  'operation.instruction_sent': {
    words: ['下发指令', '就事项、告警、线索或预警发给一线单位；编号为“席位/命令 id”。'],
    subject: 'alarm:example-gas-3',
    data: { unit: '城关镇', text: '请就近到场查看并回报' },
  },
  'operation.instruction_read': { words: ['指令已读', '一线单位已看到。'], subject: INSTRUCTION },
  'operation.instruction_done': {
    words: ['指令已办', '已办完，可写一句结果。'],
    subject: INSTRUCTION,
    data: { note: '已到场，阀门已关闭' },
  },
} as const satisfies Readonly<Record<string, Worded>>;
