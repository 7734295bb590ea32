import { describe, expect, it } from 'vitest';
import { effectScope } from 'vue';
import type { PageConfig } from '../../../../gateway/contract/page-config.ts';
import { createSay } from '../../../../screen/locale/words.ts';
import { configUrl, loadConfig } from '../../../../screen/shell/boot.ts';
import { faultId } from '../../../../screen/shell/fault-id.ts';
import { readParams } from '../../../../screen/shell/params.ts';
import { useBoot } from '../../../../screen/shell/useBoot.ts';

const say = createSay('zh');
const answer = (status: number, body: unknown) => () =>
  Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));

describe('the page’s address', () => {
  it('has complete defaults', () => {
    expect(readParams('')).toEqual({
      wall: null,
      language: 'zh',
      theme: 'dark',
      visitor: false,
      area: null,
      map: true,
      page: null,
      device: null,
      legibility: false,
      key: null,
    });
  });
  it('is read in full, and unknown values fall back', () => {
    const query = '?wall=led&lang=en&theme=light&as=visitor&area=s1&map=off&device=大厅 左&legibility';
    expect(readParams(query, '#key=k1')).toEqual({
      wall: 'led',
      language: 'en',
      theme: 'light',
      visitor: true,
      area: 's1',
      map: false,
      page: null,
      device: '大厅 左',
      legibility: true,
      key: 'k1',
    });
    expect(readParams(`?device=${'x'.repeat(99)}`).device).toHaveLength(24);
    expect(readParams('?lang=xx&theme=pink')).toMatchObject({ language: 'zh', theme: 'dark' });
  });
  it('asks the gateway for what it names', () => {
    expect(configUrl({ wall: null, visitor: false })).toBe('/v1/wall');
    expect(configUrl({ wall: 'a b', visitor: true })).toBe('/v1/wall?wall=a+b&as=visitor');
  });
});

describe('reading the configuration', () => {
  const params = readParams('?wall=x', '#key=secret');
  it('sends the key and hands on the configuration', async () => {
    const seen: unknown[] = [];
    const config = { profile: {}, region: {} };
    const result = await loadConfig(params, say, (url, init) => {
      seen.push(url, init.headers);
      return answer(200, config)();
    });
    expect(result).toEqual({ ok: true, config });
    expect(seen).toEqual(['/v1/wall?wall=x', { authorization: 'Bearer secret' }]);
  });
  it('says what, where and how to mend when the gateway refuses', async () => {
    const problem = { title: 'There is nothing here', detail: 'no wall x', code: 'not_found' };
    expect(await loadConfig(params, say, answer(404, problem))).toEqual({
      ok: false,
      problem: {
        what: 'There is nothing here: no wall x',
        where: '/v1/wall?wall=x · HTTP 404',
        fix: say('boot.fixProfile'),
      },
    });
  });
  it('asks for a key when it is refused for one', async () => {
    const result = await loadConfig(
      params,
      say,
      answer(401, { title: 't', detail: 'd', code: 'unauthorized' }),
    );
    expect(result).toMatchObject({ problem: { fix: say('boot.fixKey') } });
  });
  it('does not believe an answer that is no configuration', async () => {
    for (const body of ['<html>', {}, null])
      expect(await loadConfig(params, say, answer(200, body))).toMatchObject({
        ok: false,
        problem: { fix: say('boot.fixGateway') },
      });
  });
  it('turns a dead network into a result, never into an exception', async () => {
    const result = await loadConfig(params, say, () => Promise.reject(new TypeError('Failed to fetch')));
    expect(result).toMatchObject({ ok: false, problem: { what: '连不上网关（Failed to fetch）' } });
  });
});

describe('starting', () => {
  const failed = { ok: false, problem: { what: 'w', where: 'x', fix: 'f' } } as const;
  const settled = async () => {
    for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
  };

  it('tries again after 1, 2, 4, 8, 8 seconds until there is a configuration', async () => {
    const queue: (() => void)[] = [];
    const config = {} as PageConfig;
    let tries = 0;
    const boot = useBoot({
      load: () => Promise.resolve(++tries > 5 ? { ok: true, config } : failed),
      after: (run) => {
        queue.push(run);
        return () => {};
      },
    });
    const waits: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      await settled();
      waits.push(boot.retryIn.value);
      while (boot.retryIn.value > 0) queue.shift()?.();
    }
    await settled();
    expect(waits).toEqual([1, 2, 4, 8, 8]);
    expect(boot.config.value).toBe(config);
    expect(queue).toEqual([]);
  });

  it('writes nothing after its scope has ended', async () => {
    const scope = effectScope();
    const boot = scope.run(() => useBoot({ load: () => Promise.resolve(failed), after: () => () => {} }));
    scope.stop();
    await settled();
    expect(boot?.problem.value).toBeNull();
  });
});

describe('the id of a fault', () => {
  it('is the same for the same fault and short enough to read out', () => {
    expect(faultId(new Error('x'))).toBe(faultId(new Error('x')));
    expect(faultId(new Error('x'))).not.toBe(faultId(new Error('y')));
    expect(faultId('anything')).toMatch(/^[0-9A-F]{8}$/);
  });
});
