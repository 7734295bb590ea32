import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchNumber } from '../../../../screen/shell/fetch-number.ts';

const definition = { id: 'alarm.today.raised' };

/** A gateway that answers the paths that begin so, and 404 to all others; tells what it was asked. */
function gateway(answers: Readonly<Record<string, unknown>>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const hit = Object.keys(answers).find((start) => path.startsWith(start));
    return new Response(JSON.stringify(hit === undefined ? {} : answers[hit]), {
      status: hit === undefined ? 404 : 200,
    });
  });
  return asked;
}

const question = { definition: 'onTimeRate', period: 'D30', area: 's1' } as const;

afterEach(() => vi.unstubAllGlobals());

describe('asking about a number', () => {
  it('names period and area, and asks as a visitor where the wall is one', async () => {
    const asked = gateway({ '/v1/kpis/': { definition } });
    await fetchNumber(question, { key: null, visitor: true });
    expect(asked).toEqual(['/v1/kpis/onTimeRate/explain?limit=8&period=D30&area=s1&as=visitor']);
  });
  it('falls back to the definition where no single entries stand behind the number', async () => {
    const alone = { definition: 'alarm.today.raised', period: null, area: null };
    vi.stubGlobal('fetch', async (path: string) =>
      path === '/v1/kpis'
        ? new Response(JSON.stringify({ kpis: [definition] }))
        : new Response('{}', { status: 404 }),
    );
    expect(await fetchNumber(alone, { key: null, visitor: false })).toEqual({ definition });
  });
  it('has nothing when the gateway does not answer', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('down')));
    expect(await fetchNumber(question, { key: 'k', visitor: false })).toBeNull();
  });
});
