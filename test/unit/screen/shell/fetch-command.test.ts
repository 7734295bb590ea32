import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Seat, sendCommand } from '../../../../screen/shell/fetch-command.ts';

const deed = {
  name: 'sos:hall:gd:7',
  type: 'operation.sos_cleared',
  subject: 'terminal:gd:7',
  data: { reason: '已到场' },
};

/** One wall, asked at these instants. */
function wall() {
  const unanswered = new Map<string, unknown>();
  return (now: number): Seat => ({ seat: 'hall', key: null, now, unanswered });
}

/** A gateway that answers one after another; an error is an answer lost on its way. Tells the ids it was sent. */
function gateway(...answers: readonly (number | Error)[]) {
  const ids: string[] = [];
  const left = [...answers];
  vi.stubGlobal('fetch', async (_: string, { body }: { readonly body: string }) => {
    ids.push((JSON.parse(body) as { readonly id: string }).id);
    const answer = left.shift() ?? 201;
    if (answer instanceof Error) throw answer;
    return new Response(JSON.stringify({ position: 'e:9:h' }), { status: answer });
  });
  return ids;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a command of a wall', () => {
  it.each([new Error('the line was cut'), 503])(
    'whose answer is lost (%s) goes out again under its id, so that the log keeps it once',
    async (lost) => {
      const at = wall();
      const ids = gateway(lost, 200);
      await expect(sendCommand(deed, at(1))).rejects.toThrow();
      expect(await sendCommand(deed, at(2))).toBe('e:9:h');
      expect(ids).toEqual(['sos:hall:gd:7:1', 'sos:hall:gd:7:1']);
    },
  );
  it.each([201, 403])('that was answered by %i is another one when it is asked again', async (status) => {
    const at = wall();
    const ids = gateway(status);
    await sendCommand(deed, at(1));
    await sendCommand(deed, at(2));
    expect(ids).toEqual(['sos:hall:gd:7:1', 'sos:hall:gd:7:2']);
  });
  it('for another reason is another one, whatever became of the first', async () => {
    const at = wall();
    const ids = gateway(new Error('the line was cut'));
    await expect(sendCommand(deed, at(1))).rejects.toThrow();
    await sendCommand({ ...deed, data: { reason: '误触' } }, at(2));
    expect(ids).toEqual(['sos:hall:gd:7:1', 'sos:hall:gd:7:2']);
  });
  it('is given up after ten seconds without an answer', async () => {
    let given: AbortSignal | undefined;
    vi.stubGlobal('fetch', (_: string, { signal }: { readonly signal: AbortSignal }) => {
      given = signal;
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
    });
    const sending = sendCommand(deed, wall()(1)).catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(given?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await sending).toBe('aborted');
  });
});
