import type { CloudEvent } from './cloudevent.ts';
import type { ProducerEventType } from './event-types.ts';
import { CASE_EXAMPLES } from './examples/case.ts';
import { OTHER_EXAMPLES } from './examples/others.ts';
import { at, type EventExample } from './examples/telling.ts';

export { COMMAND_EXAMPLES, type CommandExample } from './examples/commands.ts';
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
