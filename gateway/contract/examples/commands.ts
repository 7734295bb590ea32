import type { Command } from '../commands.ts';
import type { CommandType } from '../event-types.ts';
import { at, EXAMPLE_MEDIA } from './telling.ts';
import { type Told, WARNING_COMMANDS } from './warning-commands.ts';

/** What a command says and one complete command of it, about entities of the event examples. */
export interface CommandExample {
  readonly zh: string;
  readonly says: string;
  readonly command: Command;
}

const by = { seat: '1号席', role: 'duty_officer' };
const TERMINAL = 'terminal:example-terminal-12';
const GAS = 'alarm:example-gas-3';

function told(
  type: CommandType,
  [zh, says]: readonly [string, string],
  { subject, data = {} }: Told,
): CommandExample {
  return { zh, says, command: { id: `example-${type}`, type, subject, by, data } };
}

const WARNING_EXAMPLES = Object.fromEntries(
  Object.entries(WARNING_COMMANDS).map(([type, { words, ...said }]) => [
    type,
    told(type as CommandType, words, said),
  ]),
) as Readonly<Record<keyof typeof WARNING_COMMANDS, CommandExample>>;

/** One example of every command. */
export const COMMAND_EXAMPLES: Readonly<Record<CommandType, CommandExample>> = {
  ...WARNING_EXAMPLES,
  'operation.acknowledged': told('operation.acknowledged', ['确认告警', '看到了，尚未处置完。'], {
    subject: GAS,
    data: { note: '已电话通知市场' },
  }),
  'operation.silenced': told('operation.silenced', ['消音', '只停声音：没有确认，也没有恢复。'], {
    subject: GAS,
  }),
  'operation.reset': told('operation.reset', ['复位', '自保持的告警恢复并确认之后，由人复位才结束。'], {
    subject: GAS,
  }),
  'operation.shelved': told('operation.shelved', ['暂停提醒', '到时自动恢复；最长时间由规则按优先级限定。'], {
    subject: GAS,
    data: { reason: 'WORK_ON_SITE', until: at('17:00'), note: '施工动火，现场有人' },
  }),
  'operation.unshelved': told('operation.unshelved', ['提前恢复提醒', '暂停提醒到此为止。'], {
    subject: GAS,
  }),
  'operation.removed': told('operation.removed', ['停用', '设备检修期间不再提醒；检修事项办结即自动恢复。'], {
    subject: GAS,
    data: { item: 'demo-1', note: '探测器送检' },
  }),
  'operation.restored': told('operation.restored', ['恢复使用', '检修事项未办结，先恢复使用。'], {
    subject: GAS,
  }),
  'operation.linked': told('operation.linked', ['转为事项', '不写 item 则新立一件事项，其编号为 kind:id。'], {
    subject: GAS,
    data: { title: '综合市场燃气泄漏', kind: 'HAZARD', urgency: 'U1', note: '已到场' },
  }),
  'operation.dispatched': told('operation.dispatched', ['呼叫终端', 'to 是告警、事项或线索的 kind:id。'], {
    subject: TERMINAL,
    data: { to: GAS, note: '请到综合市场查看' },
  }),
  'operation.departed': told('operation.departed', ['赶赴中', '已在路上。'], { subject: TERMINAL }),
  'operation.arrived': told('operation.arrived', ['已到场', '定位进入 100 米之内也算到场。'], {
    subject: TERMINAL,
  }),
  'operation.released': told('operation.released', ['任务完成', '做完了，或不必去了。'], {
    subject: TERMINAL,
  }),
  'operation.sos_cleared': told(
    'operation.sos_cleared',
    ['求助解除', '已有人到场，或误按；只有它和 sosCleared 能解除求助。'],
    {
      subject: TERMINAL,
      data: { reason: '已到场，人员平安' },
    },
  ),
  'operation.track_opened': told('operation.track_opened', ['查看轨迹', '谁、何时、为何，都留在日志里。'], {
    subject: TERMINAL,
    data: { reason: '核对到场时间' },
  }),
  'operation.verified': told(
    'operation.verified',
    ['核实线索或事项', 'TRUE 属实，FALSE 误报，DUPLICATE 重复。'],
    {
      subject: 'video:example-lead-8',
      data: { result: 'TRUE', note: '画面清楚' },
    },
  ),
  'operation.unmasked': told(
    'operation.unmasked',
    ['查看原图', '答复里的 position 五分钟内可取原图；谁、何时、为何，都留在日志里。'],
    {
      subject: 'video:example-lead-8',
      data: { media: EXAMPLE_MEDIA, reason: '核实占道情况' },
    },
  ),
  'operation.noted': told('operation.noted', ['加一条备注', '写入事项、告警或线索的经过。'], {
    subject: 'case:demo-1',
    data: { note: '已核实位置' },
  }),
  'operation.level_changed': told(
    'operation.level_changed',
    [
      '风险等级',
      'RAISE 提级一席即可；降级由一席 PROPOSE、另一席 APPROVE 或 REJECT；写 until 则到时由标准重新判定。',
    ],
    {
      subject: 'case:example-wages',
      data: {
        step: 'PROPOSE',
        to: 'LOW',
        until: '2026-12-01T18:00:00+08:00',
        reason: '欠款已付过半，无人滞留',
      },
    },
  ),
  'operation.reviewed': told(
    'operation.reviewed',
    ['研判复核', 'CLEAN 无新情况，CONTINUE 仍需盯办；措施、专班与包保岗位（只写岗位）写出即替换原有的。'],
    {
      subject: 'case:example-wages',
      data: {
        result: 'CONTINUE',
        measures: ['每日跟踪支付', '约谈承包单位'],
        taskforce: true,
        guarantee: '分管副县长岗位',
        note: '等待配件',
      },
    },
  ),
  'operation.letter_issued': told(
    'operation.letter_issued',
    ['督办', '催办、提示函、督办函、交办单、倒查；催办之外写明批准的岗位；可写 answerBy 限期回复。'],
    {
      subject: 'case:demo-1',
      data: {
        step: 'REMIND_LETTER',
        to: '住建局',
        reason: '已过时限，未见反馈',
        approver: '值班长',
      },
    },
  ),
  'operation.extension_decided': told(
    'operation.extension_decided',
    ['批复延期', 'GRANTED 写明延长多少；来源自定期限的，在其上顺延。'],
    {
      subject: 'case:demo-1',
      data: {
        decision: 'GRANTED',
        extension: { amount: 2, unit: 'workday' },
        reason: '配件采购需两日',
        approver: '值班长',
      },
    },
  ),
  'operation.suspension_decided': told(
    'operation.suspension_decided',
    ['批复停表', 'GRANTED 起停，ENDED 恢复；写 until 则到时自动恢复；来源报下一步也恢复。'],
    {
      subject: 'case:demo-1',
      data: {
        decision: 'GRANTED',
        reason: '等待第三方鉴定',
        approver: '分管领导',
      },
    },
  ),
  'operation.called_in': told('operation.called_in', ['吹哨', '请部门到场协办，协办时限由此起算。'], {
    subject: 'case:demo-1',
    data: { unit: '住建局', reason: '井盖权属需现场核定' },
  }),
  'operation.reported_in': told(
    'operation.reported_in',
    ['报到', 'READ 已阅，REPORTED 报到（不写即是），RELEASED 完成离场。'],
    { subject: 'case:demo-1', data: { unit: '住建局', step: 'REPORTED', note: '到场 2 人' } },
  ),
};
