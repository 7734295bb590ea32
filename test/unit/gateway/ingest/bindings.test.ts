import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../../gateway/access/port.ts';
import { configured, folded, log, received, type Said } from '../fold/log.ts';
import { door, NOW } from './door.ts';

const reader: Identity = {
  kind: 'read',
  key: 'read-key',
  projection: 'operator',
  producer: null,
  mayCommand: true,
  mayAdminister: false,
};
const by = { seat: '1号席', role: '值班员' };
const time = NOW - 60_000;
const ALARM: Said = {
  type: 'alarm.raised',
  subject: 'a',
  time,
  data: { type: 'SMOKE', priority: 'P2', title: '烟感' },
};
const LEAD: Said = { type: 'video.lead_raised', subject: 'l', time, data: { type: 'PILE', title: '乱堆' } };
const item = (subject: string, said: Partial<Said> = {}) =>
  received({ kind: 'FACILITY' }, { subject, time, ...said });
const done = (type: string, subject: string, data: Record<string, unknown> = {}): Said => ({
  type: `operation.${type}`,
  subject,
  sequence: null,
  time,
  data: { ...data, by },
});
const OPEN = item('w');
const DRILL = item('w', { reality: 'exercise' });
const OVER = [OPEN, { type: 'case.closed', subject: 'w', time }];
const TRUE = done('verified', 'video:l', { result: 'TRUE' });

/** Gives a command on the state after `said`, at the door and, past it, to the fold alone. */
function given(said: readonly Said[], command: Said) {
  const { ingest, log: memory } = door({ view: () => folded(log(configured(), ...said)) });
  const { by: _by, ...data } = command.data ?? {};
  const sent = { id: 'c1', type: command.type, subject: command.subject, by, data };
  const quarantine = folded(log(configured(), ...said, command)).quarantine();
  return { answer: () => ingest.command(sent, reader), memory, quarantine };
}

describe('what binds something to an item', () => {
  it.each<[string, Said[], Said]>([
    ['an item of an alarm', [ALARM], done('linked', 'alarm:a')],
    ['an alarm joined to an item', [ALARM, OPEN], done('linked', 'alarm:a', { item: 'w' })],
    ['an item of a verified lead', [LEAD, TRUE], done('linked', 'video:l')],
    ['an alarm out of service for an open item', [ALARM, OPEN], done('removed', 'alarm:a', { item: 'w' })],
    ['a second look at a lead', [LEAD, TRUE], done('verified', 'video:l', { result: 'FALSE' })],
    ['the same verdict once more', [LEAD, TRUE, done('linked', 'video:l')], TRUE],
  ])('%s is taken by the door and by the fold', async (_what, said, command) => {
    const { answer, quarantine } = given(said, command);
    expect(await answer()).toMatchObject({ status: 201 });
    expect(quarantine).toEqual([]);
  });

  const linked = done('linked', 'alarm:a');
  it.each<[string, Said[], Said, string, string]>([
    ['an alarm that is an item', [ALARM, linked], linked, 'stale_seen', 'subject'],
    ['a lead that nobody verified', [LEAD], done('linked', 'video:l'), 'invalid_command', 'subject'],
    [
      'a real alarm for an exercise',
      [ALARM, DRILL],
      done('linked', 'alarm:a', { item: 'w' }),
      'invalid_command',
      'data.item',
    ],
    [
      'an alarm of an exercise for a real item',
      [{ ...ALARM, reality: 'exercise' }, OPEN],
      done('linked', 'alarm:a', { item: 'w' }),
      'invalid_command',
      'data.item',
    ],
    [
      'an alarm out of service for an item that is over',
      [ALARM, ...OVER],
      done('removed', 'alarm:a', { item: 'w' }),
      'invalid_command',
      'data.item',
    ],
    [
      'an alarm out of service for an exercise',
      [ALARM, DRILL],
      done('removed', 'alarm:a', { item: 'w' }),
      'invalid_command',
      'data.item',
    ],
    [
      'a verdict against a lead that is an item',
      [LEAD, TRUE, done('linked', 'video:l')],
      done('verified', 'video:l', { result: 'FALSE' }),
      'stale_seen',
      'data.result',
    ],
    [
      'a lead that repeats itself',
      [LEAD],
      done('verified', 'video:l', { result: 'DUPLICATE', duplicateOf: 'l' }),
      'invalid_command',
      'data.duplicateOf',
    ],
  ])('%s is refused by the door, and set aside by the fold', async (_what, said, command, code, path) => {
    const { answer, memory, quarantine } = given(said, command);
    await expect(answer()).rejects.toMatchObject({ code, path });
    expect(memory.entries).toEqual([]);
    expect(quarantine).toHaveLength(1);
  });
});
