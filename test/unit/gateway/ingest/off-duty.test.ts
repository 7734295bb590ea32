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

/** A state with the terminal as given. */
const view = (terminal: Record<string, unknown> | undefined) => () =>
  ({ get: () => terminal, producerEpoch: () => null }) as unknown as StateView;

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
    ['on duty', { onDuty: true, sosAt: null }],
    ['that calls for help', { onDuty: false, sosAt: 1 }],
    ['nobody has heard of yet', undefined],
  ])('is kept of one %s', async (_which, terminal) => {
    const { send, log } = door({ view: view(terminal) });
    await send(located());
    expect(log.entries[0]).toMatchObject({ type: 'terminal.located', area: 'village' });
  });
});
