import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchClear } from '../../../../screen/shell/fetch-clear.ts';

const look = { subject: 'video:v1', hash: 'a'.repeat(64), reason: '核实占道情况' };
const seat = { seat: 'hall-1080p', key: 'k', now: 5, unanswered: new Map<string, unknown>() };

/** A gateway that answers the command and the picture with these states; tells what it was asked. */
function gateway(command: number, picture: number) {
  const asked: { readonly path: string; readonly body: unknown }[] = [];
  vi.stubGlobal('fetch', async (path: string, { body }: { readonly body?: string }) => {
    asked.push({ path, body: body === undefined ? null : JSON.parse(body) });
    return path === '/v1/commands'
      ? new Response(JSON.stringify({ position: 'e:7:h' }), { status: command })
      : new Response('clear', { status: picture });
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

describe('a look at a clear picture', () => {
  it('is written into the log with its reason before the picture is asked for at that position', async () => {
    const asked = gateway(201, 200);
    expect(await (await fetchClear(look, seat))?.text()).toBe('clear');
    expect(asked).toEqual([
      {
        path: '/v1/commands',
        body: {
          id: `unmasked:hall-1080p:${'a'.repeat(16)}:5`,
          type: 'operation.unmasked',
          subject: 'video:v1',
          by: { seat: 'hall-1080p', role: 'duty_officer' },
          data: { media: look.hash, reason: look.reason },
        },
      },
      { path: `/v1/media/${look.hash}?unmasked=e%3A7%3Ah`, body: null },
    ]);
  });
  it('that the log does not keep is none', async () => {
    const asked = gateway(403, 200);
    expect(await fetchClear(look, seat)).toBeNull();
    expect(asked).toHaveLength(1);
  });
  it('is nothing where the picture is gone, and unknown where nobody answers', async () => {
    gateway(201, 404);
    expect(await fetchClear(look, seat)).toBeNull();
    vi.stubGlobal('fetch', () => Promise.reject(new Error('down')));
    await expect(fetchClear(look, seat)).rejects.toThrow('down');
  });
});
