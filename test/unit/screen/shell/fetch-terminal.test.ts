import { afterEach, describe, expect, it, vi } from 'vitest';
import { clearSos, fetchTrack, TRACK_BACK_MS } from '../../../../screen/shell/fetch-terminal.ts';
import { NOW } from '../state/entities.ts';

const seat = { seat: 'hall-1080p', key: 'k', now: NOW, unanswered: new Map<string, unknown>() };
const deed = { terminal: 'gd:7', reason: '核对到场时间' };
const by = { seat: 'hall-1080p', role: 'duty_officer' };

/** A gateway that answers everything with this; tells what it was asked. */
function gateway(status: number, reply: unknown) {
  const asked: { readonly path: string; readonly body: unknown }[] = [];
  vi.stubGlobal('fetch', async (path: string, { body }: { readonly body: string }) => {
    asked.push({ path, body: JSON.parse(body) });
    return new Response(JSON.stringify(reply), { status });
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

describe('the track of a terminal', () => {
  it('is asked for with its purpose, of the last hour', async () => {
    const fixes = [{ at: '2026-11-20T15:00:00+08:00', lng: 103.8, lat: 25.6 }];
    const asked = gateway(201, { fixes });
    expect(await fetchTrack(deed, seat)).toEqual(fixes);
    expect(asked).toEqual([
      {
        path: '/v1/terminals/gd%3A7/track',
        body: {
          id: `track:hall-1080p:gd:7:${NOW}`,
          by,
          reason: deed.reason,
          from: new Date(NOW - TRACK_BACK_MS).toISOString(),
          until: new Date(NOW).toISOString(),
        },
      },
    ]);
  });
  it('is none where the gateway refuses, and unknown where it does not answer', async () => {
    gateway(403, { error: {} });
    expect(await fetchTrack(deed, seat)).toBeNull();
    vi.stubGlobal('fetch', () => Promise.reject(new Error('down')));
    await expect(fetchTrack(deed, seat)).rejects.toThrow('down');
  });
});

describe('a call for help', () => {
  it('is ended by a command that carries the reason', async () => {
    const asked = gateway(201, { position: 'e:9:h' });
    expect(await clearSos(deed, seat)).toBe(true);
    expect(asked).toEqual([
      {
        path: '/v1/commands',
        body: {
          id: `sos:hall-1080p:gd:7:${NOW}`,
          type: 'operation.sos_cleared',
          subject: 'terminal:gd:7',
          by,
          data: { reason: deed.reason },
        },
      },
    ]);
  });
  it('stands on where the gateway refuses', async () => {
    gateway(409, {});
    expect(await clearSos(deed, seat)).toBe(false);
  });
});
