import { createHmac } from 'node:crypto';
import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { type Hello, LIVE_NAMESPACE, PROTOCOL } from '../../gateway/contract/wire.ts';
import { REDUCER_VERSION } from '../../gateway/fold/index.ts';
import { createTokens } from '../../gateway/live/token.ts';
import { KEYS } from '../support/gateway.ts';
import { ENGINES, expectHolds, inRun, rounds } from './core/expect.ts';
import type { Random } from './core/random.ts';
import { type FaultRun, SITE } from './core/run.ts';
import { placeOf } from './core/wall.ts';

const GREETED_MS = 20_000;
/** What is no text of a token's length is no handshake. */
const UNREADABLE = /handshake must carry auth/;

/** Says hello with any token and gives what the gateway answers. */
function greet(origin: string, resume: unknown, key: string): Promise<Hello> {
  const socket = io(origin + LIVE_NAMESPACE, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { proto: PROTOCOL, token: key, resume },
  });
  return new Promise<Hello>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no hello')), GREETED_MS);
    socket.on('hello', (hello: Hello) => {
      clearTimeout(timer);
      resolve(hello);
    });
    socket.on('connect_error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  }).finally(() => socket.close());
}

/** One bit of the text turned over, staying text. */
function flipped(random: Random, token: string): string {
  const at = random.int(0, token.length - 1);
  const code = token.charCodeAt(at) ^ (1 << random.int(0, 5));
  const letter = String.fromCharCode(code < 33 ? code + 33 : code);
  return token.slice(0, at) + (letter === token[at] ? 'A' : letter) + token.slice(at + 1);
}

function tokenOf(run: FaultRun, wall = 0): string {
  const token = run.walls[wall]?.replica.place?.token;
  if (token === undefined) throw new Error('the wall stands nowhere');
  return token;
}

/** Base64url keeps spare bits in its last letter: a turned bit there may mean the very same token. */
const same = (a: string, b: string) =>
  a.split('.').every((part, i) => {
    const other = b.split('.')[i] ?? '';
    return Buffer.from(part, 'base64url').equals(Buffer.from(other, 'base64url'));
  }) && a.split('.')[0] === b.split('.')[0];

describe('fault 21: tampered and foreign tokens', () => {
  it.each(ENGINES)('are no tokens: a snapshot as for a new wall, and nobody notices (%s)', async (engine) => {
    await inRun({ fault: '21 token', engine }, async (run) => {
      run.produce();
      await run.acknowledged(60);
      await run.wallsLive();
      const origin = run.gateways[0]?.origin ?? '';
      for (let i = 0; i < rounds(40, 400); i += 1) {
        const token = tokenOf(run);
        const wrong = flipped(run.random, token);
        const hello = await greet(origin, wrong, KEYS.read);
        if (!same(token, wrong)) expect([wrong, hello.reason]).toEqual([wrong, 'new']);
      }
      const right = tokenOf(run);
      const foreign = createTokens({ secret: 'another site', site: SITE, reducerVersion: REDUCER_VERSION });
      for (const wrong of [
        foreign.sign('operator', placeOf(right)),
        '',
        '.',
        'a'.repeat(1_000),
        '𠮷'.repeat(100),
        Buffer.from('{}').toString('base64url') + createHmac('sha256', '').digest('base64url'),
      ]) {
        expect(await greet(origin, wrong, KEYS.read)).toMatchObject({ mode: 'snapshot', reason: 'new' });
      }
      for (const wrong of [7, null, {}, ['x'], 'b'.repeat(5_000)]) {
        await expect(greet(origin, wrong, KEYS.read)).rejects.toThrow(UNREADABLE);
      }
      expectHolds(await run.finish());
    });
  });

  it('an operator’s place opens nothing for a visitor, nor the other way round', async () => {
    await inRun({ fault: '21 scope', engine: 'redis' }, async (run) => {
      const visitor = run.addWall({ name: 'visitor', key: KEYS.visitor });
      run.produce();
      await run.acknowledged(60);
      await run.wallsLive();
      const origin = run.gateways[0]?.origin ?? '';
      expect(await greet(origin, tokenOf(run), KEYS.visitor)).toMatchObject({
        mode: 'snapshot',
        reason: 'scope',
        projection: 'visitor',
      });
      const narrow = visitor.replica.place?.token;
      expect(await greet(origin, narrow, KEYS.read)).toMatchObject({ mode: 'snapshot', reason: 'scope' });
      expect(visitor.replica.collection('case').size).toBe(0);
      const wide = run.addWall({ name: 'intruder', key: KEYS.visitor });
      await run.wallsLive();
      expect(wide.replica.collection('case').size + wide.replica.collection('terminal').size).toBe(0);
      expect(visitor.replica.collection('kpi').size).toBeGreaterThan(0);
      expectHolds(await run.finish());
    });
  });

  it('a place that the log has not reached yet, rightly signed, is not believed', async () => {
    await inRun({ fault: '21 future', engine: 'redis' }, async (run) => {
      run.produce();
      await run.acknowledged(40);
      const secret = (await run.redis.client.hget(`{${SITE}}:secrets`, 'resume')) ?? '';
      const { e, n, h } = placeOf(tokenOf(run));
      const { sign } = createTokens({ secret, site: SITE, reducerVersion: REDUCER_VERSION });
      const origin = run.gateways[1]?.origin ?? '';
      const hellos = [
        await greet(origin, sign('operator', { e, n: n + 100_000, h }), KEYS.read),
        await greet(origin, sign('operator', { e, n, h: '0123456789abcdef' }), KEYS.read),
        await greet(origin, sign('operator', { e: 'elsewher', n: n + 100_000, h }), KEYS.read),
      ];
      expect(hellos.map(({ mode, reason }) => [mode, reason])).toEqual([
        ['snapshot', 'diverged'],
        ['snapshot', 'diverged'],
        ['snapshot', 'epoch'],
      ]);
      expectHolds(await run.finish());
    });
  });
});
