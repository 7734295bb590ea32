import { describe, expect, it } from 'vitest';
import { createHandshakeLimits } from '../../../../gateway/live/handshake-limits.ts';

function limitsAt() {
  let now = 0;
  const limits = createHandshakeLimits(() => now);
  const refuse = (address: string, times: number) => {
    for (let i = 0; i < times; i += 1) limits.refused(address);
  };
  return { limits, refuse, pass: (ms: number) => (now += ms) };
}

describe('floods of handshakes', () => {
  it('are not looked at any more from an address that was refused too often, and slowly again later', () => {
    const { limits, refuse, pass } = limitsAt();
    refuse('bad', 29);
    expect(limits.mayTry('bad')).toBe(true);
    refuse('bad', 100);
    expect([limits.mayTry('bad'), limits.mayTry('other')]).toEqual([false, true]);
    pass(1_100);
    expect(limits.mayTry('bad')).toBe(true);
    refuse('bad', 1);
    expect(limits.mayTry('bad')).toBe(false);
  });

  it('do not lock out an address from which somebody was let in: it may be everybody’s proxy', () => {
    const { limits, refuse, pass } = limitsAt();
    limits.admitted('proxy');
    refuse('proxy', 500);
    expect(limits.mayTry('proxy')).toBe(true);
    pass(601_000);
    refuse('proxy', 500);
    expect(limits.mayTry('proxy')).toBe(false);
  });

  it('of newcomers are let in at a pace', () => {
    const { limits, pass } = limitsAt();
    const entered = () => Array.from({ length: 2_000 }, () => limits.mayEnter()).filter(Boolean).length;
    expect(entered()).toBe(1_000);
    pass(1_000);
    expect(entered()).toBe(200);
  });

  it('from ever new addresses are forgotten', () => {
    const { limits, refuse } = limitsAt();
    refuse('first', 500);
    for (let i = 0; i < 10_001; i += 1) refuse(`a${i}`, 1);
    expect(limits.mayTry('first')).toBe(true);
  });
});
