import { describe, expect, it } from 'vitest';
import { maskEnvironment, readEnvironment } from '../../../../config/runtime/environment.ts';
import { ConfigurationError } from '../../../../config/runtime/problems.ts';

const problemsOf = (source: Record<string, string>): readonly string[] => {
  try {
    readEnvironment(source);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
};

describe('the environment', () => {
  it('is complete when nothing is set', () => {
    expect(readEnvironment({})).toMatchObject({
      PORT: 8080,
      HOST: '127.0.0.1',
      YITU_REGION: 'demo',
      YITU_BASEMAP: 'auto',
      YITU_ACCESS: 'keys',
    });
  });

  it('takes an empty value as unset', () => {
    expect(readEnvironment({ PORT: '', YITU_SITE: '' }).PORT).toBe(8080);
  });

  it('reports every bad and unknown variable at once, each by its name', () => {
    const problems = problemsOf({
      PORT: '99999',
      YITU_BASEMAP: 'google',
      YITU_CLOCK: 'yesterday',
      REDIS_URL: 'localhost:6379',
      YITU_SITE: 'Ä',
      YITU_READ_KEY: 'short',
      YITU_PROT: '1',
    });
    const named = [
      'PORT',
      'YITU_BASEMAP',
      'YITU_CLOCK',
      'REDIS_URL',
      'YITU_SITE',
      'YITU_READ_KEY',
      'YITU_PROT',
    ];
    expect(named.filter((name) => !problems.some((text) => text.includes(name)))).toEqual([]);
    expect(problems).toHaveLength(named.length);
  });

  it('says of a port that is no number what a port is', () => {
    expect(problemsOf({ PORT: 'abc' })).toEqual([
      'environment variable at PORT: a port, a whole number from 0 to 65535',
    ]);
  });

  it('refuses demo access beyond loopback and says what to do', () => {
    expect(problemsOf({ YITU_ACCESS: 'demo', HOST: '0.0.0.0' })[0]).toMatch(
      /refused on HOST=0\.0\.0\.0; use 127\.0\.0\.1 or set keys/,
    );
    expect(problemsOf({ YITU_ACCESS: 'demo', HOST: '127.0.0.1' })).toEqual([]);
  });

  it.each([
    ['2026-11-20T15:42:00+08:00', { startMs: Date.UTC(2026, 10, 20, 7, 42), rate: 1 }],
    ['2026-11-20T15:42:00+08:00,60x', { startMs: Date.UTC(2026, 10, 20, 7, 42), rate: 60 }],
    ['2027-01-01T00:00Z,0.5x', { startMs: Date.UTC(2027, 0, 1), rate: 0.5 }],
  ])('reads the clock %s', (text, setting) => {
    expect(readEnvironment({ YITU_CLOCK: text }).YITU_CLOCK).toEqual(setting);
  });

  it.each([
    '2026-11-20T15:42:00',
    '2026-11-20T15:42:00Z,0x',
    '2026-13-40T00:00Z',
    '2026-11-20T15:42:00Z,fast',
  ])('refuses the clock %s with an example', (text) => {
    expect(problemsOf({ YITU_CLOCK: text })[0]).toContain('2026-11-20T15:42:00+08:00,60x');
  });

  it('shows no key and no password', () => {
    const shown = JSON.stringify(
      maskEnvironment(
        readEnvironment({ YITU_READ_KEY: 'very-secret-key', REDIS_URL: 'redis://user:pass@host:6379' }),
      ),
    );
    expect(shown).not.toMatch(/very-secret|pass/);
    expect(shown).toContain('redis://***@host:6379');
  });
});
