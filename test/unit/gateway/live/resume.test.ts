import { describe, expect, it } from 'vitest';
import type { Position } from '../../../../gateway/contract/position.ts';
import type { StateView } from '../../../../gateway/fold/port.ts';
import type { Site } from '../../../../gateway/live/port.ts';
import { decideResume } from '../../../../gateway/live/resume.ts';
import { createTokens } from '../../../../gateway/live/token.ts';

const HEAD: Position = { e: 'E', n: 100, h: 'h100' };
const place = (n: number, changes: Partial<Position> = {}): Position => ({
  e: 'E',
  n,
  h: `h${n}`,
  ...changes,
});

/** A site at entry 100 that remembers places from 90 on and changes since 50; the log begins at 10. */
const site = {
  reducerVersion: 1,
  view: {
    position: HEAD,
    since: (n: number) => (n < 50 ? null : { changed: [], removed: [] }),
  } as unknown as StateView,
  recent: (n: number) => (n >= 90 && n <= 100 ? place(n) : null),
  positionReached: async (n: number) => n <= 100,
} as unknown as Site;
const log = { entryAt: async (n: number) => (n >= 10 && n <= 100 ? (place(n) as never) : null) };
const tokens = createTokens({ secret: 's', site: 'demo', reducerVersion: 1 });
/** Events are known from 55 on. */
const events = { reach: async (n: number) => n >= 55 };
const options = { site, log, tokens, events };
const decide = (at: Position, projection: 'operator' | 'visitor' = 'operator') =>
  decideResume(options, tokens.sign('operator', at), projection);

describe('whether a client may go on', () => {
  it.each([
    ['at the head', 100],
    ['a little behind', 95],
    ['behind what is remembered, by the log', 60],
  ])('yes, %s', async (_where, n) => {
    expect(await decide(place(n))).toEqual({ from: n, behind: n });
  });

  it.each([
    ['what changed since is forgotten', place(20), 'trimmed'],
    ['what happened since is forgotten', place(52), 'trimmed'],
    ['the entry itself is gone', place(5), 'trimmed'],
    ['the entry there is another', place(95, { h: 'other' }), 'diverged'],
    ['the client has seen more than the log has', place(120), 'diverged'],
    ['the entry is of another epoch', place(95, { e: 'OLD' }), 'epoch'],
    ['more was seen of another epoch', place(120, { e: 'OLD' }), 'epoch'],
  ])('no, when %s', async (_why, at, reason) => {
    expect(await decide(at)).toEqual({ reason });
  });

  it('yes, with positions from further back', async () => {
    const token = tokens.sign('operator', place(95), 70);
    expect(await decideResume(options, token, 'operator')).toEqual({ from: 95, behind: 70 });
  });

  it('yes, for a visitor, whom no fact is told', async () => {
    const token = tokens.sign('visitor', place(52));
    expect(await decideResume(options, token, 'visitor')).toEqual({ from: 52, behind: 52 });
  });

  it('no, in another projection', async () => {
    expect(await decide(place(95), 'visitor')).toEqual({ reason: 'scope' });
  });

  it('no, when the reducers are other ones', async () => {
    const older = createTokens({ secret: 's', site: 'demo', reducerVersion: 0 });
    const decision = await decideResume(options, older.sign('operator', place(95)), 'operator');
    expect(decision).toEqual({ reason: 'schema' });
  });

  it.each([null, 'forged.token', 42])('as new, with the token %j', async (token) => {
    expect(await decideResume(options, token, 'operator')).toEqual({ reason: 'new' });
  });
});
