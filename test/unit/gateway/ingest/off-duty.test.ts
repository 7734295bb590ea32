import { describe, expect, it } from 'vitest';
import type { StateView } from '../../../../gateway/fold/port.ts';
import { door, event, producer } from './door.ts';

const located = (id = 'p-1') =>
  event({
    id,
    type: 'terminal.located',
    subject: 't-1',
    data: { location: { lng: 103.82, lat: 25.6 }, battery: 55, intervalS: 30, speedKmh: 4 },
  });

/** A state with the terminal as given, in which the roster gives duty to some units. */
const view =
  (
    terminal: Record<string, unknown> | undefined,
    units: readonly (string | null)[] = [null],
    dutyUntil = Number.POSITIVE_INFINITY,
  ) =>
  () =>
    ({
      get: () => terminal,
      rostered: (unit: string | null, at: number) => units.includes(unit) && at < dutyUntil,
      hadDuty: (_id: string, at: number) => at < dutyUntil,
      producerEpoch: () => null,
    }) as unknown as StateView;
const status = (data: Record<string, unknown>) =>
  event({ id: 'p-0', type: 'terminal.status_changed', subject: 't-1', data });

describe('the position of a terminal', () => {
  it('is dropped off duty; that it was heard and its battery are kept, told and counted', async () => {
    const { send, log, counted } = door({ view: view({ onDuty: false, sosAt: null }) });
    expect(await send(located())).toMatchObject({ status: 201, flags: ['position_dropped'] });
    expect(log.entries[0]).toMatchObject({
      type: 'terminal.status_changed',
      area: null,
      data: { online: true, battery: 55, intervalS: 30 },
    });
    expect(JSON.stringify(log.entries)).not.toContain('103.82');
    expect(counted.get('ingest_positions_dropped_total p1')).toBe(1);
    expect(await send(located())).toMatchObject({ status: 200 });
    expect(counted.get('ingest_positions_dropped_total p1')).toBe(1);
  });

  it('is kept off duty with the call for help of the same batch', async () => {
    const { ingest, log } = door({ view: view({ onDuty: false, sosAt: null }) });
    const sos = event({ id: 'p-0', type: 'terminal.sos_raised', subject: 't-1', data: {} });
    await ingest.events([sos, located()], producer());
    expect(log.entries.map(({ type }) => type)).toEqual(['terminal.sos_raised', 'terminal.located']);
  });

  it.each([
    ['of its own word', { onDuty: true }, true],
    ['of its unit by the roster', { unit: '巡防队' }, true],
    ['of another unit', { unit: '机关' }, false],
    ['of its own word off duty', { unit: '巡防队', onDuty: false }, false],
  ])('first heard in a batch that tells %s is kept only on duty', async (_which, data, kept) => {
    const { ingest, log } = door({ view: view(undefined, ['巡防队']) });
    await ingest.events([status(data), located()], producer());
    expect(log.entries.at(-1)?.type === 'terminal.located').toBe(kept);
  });

  it('first heard off the roster is dropped from its first fix on', async () => {
    const { send, log } = door({ view: view(undefined, []) });
    expect(await send(located())).toMatchObject({ flags: ['position_dropped'] });
    expect(log.entries[0]?.type).toBe('terminal.status_changed');
  });

  it('that begins its duty with the same batch is kept', async () => {
    const { ingest, log } = door({ view: view({ onDuty: false, sosAt: null }) });
    await ingest.events([status({ onDuty: true }), located()], producer());
    expect(log.entries.at(-1)?.type).toBe('terminal.located');
  });

  it.each([
    ['on duty', { onDuty: true, sosAt: null }],
    ['that calls for help', { onDuty: false, sosAt: 1 }],
    ['nobody has heard of yet while the roster gives everybody duty', undefined],
  ])('is kept of one %s', async (_which, terminal) => {
    const { send, log } = door({ view: view(terminal) });
    await send(located());
    expect(log.entries[0]).toMatchObject({ type: 'terminal.located', area: 'village' });
  });

  describe('that was kept back', () => {
    const ENDS = Date.parse('2026-11-20T08:00:00+08:00');
    const onDuty = { onDuty: true, sosAt: null };
    const offDuty = { onDuty: false, sosAt: null };
    const taken = (fixAt: string, more: Record<string, unknown> = {}) => {
      const { data } = located() as { data: Record<string, unknown> };
      return { ...located(), ...more, data: { ...data, fixAt } };
    };

    it.each([
      ['on duty and sent after it', offDuty, '2026-11-20T07:59:59+08:00', true],
      ['off duty and sent on it', onDuty, '2026-11-20T08:00:00+08:00', false],
      ['a moment ago, on duty now', onDuty, '2026-11-20T15:15:00+08:00', true],
      ['a moment ago, off duty now', offDuty, '2026-11-20T15:15:00+08:00', false],
      ['off duty, while it calls for help', { onDuty: false, sosAt: 1 }, '2026-11-20T09:00:00+08:00', true],
      ['on duty by one nobody had heard of', undefined, '2026-11-20T07:00:00+08:00', true],
      ['off duty by one nobody had heard of', undefined, '2026-11-20T09:00:00+08:00', false],
    ])('taken %s', async (_when, terminal, fixAt, kept) => {
      const { send, log } = door({ view: view(terminal, [null], ENDS) });
      await send(taken(fixAt));
      expect(log.entries[0]?.type === 'terminal.located').toBe(kept);
    });

    it('is dropped before the duty that the same batch begins', async () => {
      const { ingest, log } = door({ view: view(offDuty, [], 0) });
      const begun = { ...status({ onDuty: true }), time: '2026-11-20T15:00:00+08:00' };
      const late = { id: 'p-2', time: '2026-11-20T15:05:00+08:00' };
      await ingest.events(
        [begun, taken('2026-11-20T14:59:00+08:00'), taken('2026-11-20T15:00:00+08:00', late)],
        producer(),
      );
      expect(log.entries.map(({ type }) => type === 'terminal.located')).toEqual([false, false, true]);
    });
  });
});
