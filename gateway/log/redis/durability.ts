import type { Durability } from '../../contract/vocabulary.ts';
import type { RedisClient } from './client.ts';

/** Level that a server's settings promise. Only a flush before every reply is `fsync`; without the file all is `memory`. */
export function durabilityOf(settings: { appendonly: string; appendfsync: string }): Durability {
  if (settings.appendonly !== 'yes') return 'memory';
  return settings.appendfsync === 'always' ? 'fsync' : 'os';
}

async function setting(client: RedisClient, name: string): Promise<string> {
  const reply = await client.config('GET', name);
  return Array.isArray(reply) ? String(reply[1] ?? '') : '';
}

/** Asks the server. Where it forbids CONFIG the administrator's word counts, and without that nothing is promised. */
export async function readDurability(
  client: RedisClient,
  declared: Durability = 'memory',
): Promise<Durability> {
  try {
    const appendonly = await setting(client, 'appendonly');
    const appendfsync = await setting(client, 'appendfsync');
    return appendonly === '' ? declared : durabilityOf({ appendonly, appendfsync });
  } catch (error) {
    if (error instanceof Error && /NOPERM|unknown command|ERR.*config/i.test(error.message)) return declared;
    return 'memory';
  }
}
