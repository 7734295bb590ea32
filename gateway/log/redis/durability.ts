import type { Durability } from '../../contract/vocabulary.ts';
import type { RedisClient } from './client.ts';

/** Level that a server's settings promise. Only a flush before every reply is `fsync`; without the file all is `memory`. */
export function durabilityOf(settings: { appendonly: string; appendfsync: string }): Durability {
  if (settings.appendonly !== 'yes') return 'memory';
  return settings.appendfsync === 'always' ? 'fsync' : 'os';
}

/** The two settings by name, out of a reply of names and values in turn. */
function settingsIn(reply: unknown): { appendonly: string; appendfsync: string } {
  const flat = Array.isArray(reply) ? reply.map(String) : [];
  const value = (name: string) => flat[flat.indexOf(name) + 1] ?? '';
  return { appendonly: value('appendonly'), appendfsync: value('appendfsync') };
}

/**
 * Asks the server, with one command, so that nothing sent later is answered before. Where it forbids CONFIG the
 * administrator's word counts, and without that nothing is promised.
 */
export async function readDurability(
  client: RedisClient,
  declared: Durability = 'memory',
): Promise<Durability> {
  try {
    return durabilityOf(settingsIn(await client.config('GET', 'append*')));
  } catch (error) {
    return error instanceof Error && /^(NOPERM|ERR)/.test(error.message) ? declared : 'memory';
  }
}
