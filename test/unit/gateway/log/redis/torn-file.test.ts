import { describe, expect, it } from 'vitest';
import { isSuspect } from '../../../../../gateway/log/redis/torn-file.ts';

const info = (values: Record<string, number>) =>
  `# Persistence\r\n${Object.entries(values)
    .map(([name, value]) => `${name}:${value}`)
    .join('\r\n')}\r\n`;

const LOADED = { aof_enabled: 1, aof_last_rewrite_time_sec: -1, aof_base_size: 88, aof_current_size: 4_000 };

describe('a server’s file', () => {
  it.each([
    ['was loaded and not written anew since', LOADED, true],
    ['was written anew', { ...LOADED, aof_last_rewrite_time_sec: 0 }, false],
    ['began with this server', { ...LOADED, aof_base_size: 0 }, false],
    ['does not exist', { aof_enabled: 0, aof_last_rewrite_time_sec: -1 }, false],
  ])('that %s: suspect or not', (_what, values, suspect) => {
    expect(isSuspect(info(values))).toBe(suspect);
  });
});
