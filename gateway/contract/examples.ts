import type { CloudEvent } from './cloudevent.ts';
import type { Command } from './commands.ts';
import type { CommandType, ProducerEventType } from './event-types.ts';
import { CASE_EXAMPLES } from './examples/case.ts';
import { OTHER_EXAMPLES } from './examples/others.ts';
import { at, type EventExample } from './examples/telling.ts';

export { EXAMPLE_MEDIA, EXAMPLE_PICTURE } from './examples/telling.ts';
export type { EventExample };

/** The event that is accepted for ever, in every region (decisions D15). */
export const FIRST_EVENT: CloudEvent = {
  specversion: '1.0',
  id: 'demo-1',
  source: 'urn:yitu:example',
  type: 'case.received',
  subject: 'demo-1',
  time: at('15:19'),
  sequence: 1,
  data: {
    title: '井盖破损',
    kind: 'FACILITY',
    channel: 'GRID_APP',
    location: { lng: 103.82, lat: 25.6 },
    urgency: 'U4',
    dueAt: '2026-11-24T18:00:00+08:00',
  },
};

/** One example of every event type that a producer may send. */
export const EVENT_EXAMPLES: Readonly<Record<ProducerEventType, EventExample>> = {
  ...CASE_EXAMPLES,
  ...OTHER_EXAMPLES,
};

/** What a command says and one complete command of it, about entities of `EVENT_EXAMPLES`. */
export interface CommandExample {
  readonly zh: string;
  readonly says: string;
  readonly command: Command;
}

const by = { seat: '1号席', role: 'duty_officer' };

/** One example of every command. */
export const COMMAND_EXAMPLES: Readonly<Record<CommandType, CommandExample>> = {
  'operation.acknowledged': {
    zh: '确认告警',
    says: '看到了，尚未处置完。',
    command: {
      id: 'example-command-1',
      type: 'operation.acknowledged',
      subject: 'alarm:example-gas-3',
      by,
      data: { note: '已电话通知市场' },
    },
  },
  'operation.verified': {
    zh: '核实线索或事项',
    says: 'TRUE 属实，FALSE 误报，DUPLICATE 重复。',
    command: {
      id: 'example-command-2',
      type: 'operation.verified',
      subject: 'video:example-lead-8',
      by,
      data: { result: 'TRUE', note: '画面清楚' },
    },
  },
  'operation.noted': {
    zh: '加一条备注',
    says: '写入事项、告警或线索的经过。',
    command: {
      id: 'example-command-3',
      type: 'operation.noted',
      subject: 'case:demo-1',
      by,
      data: { note: '已核实位置' },
    },
  },
};
