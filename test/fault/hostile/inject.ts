import type { Redis } from 'ioredis';
import { SITE } from '../core/run.ts';

/** Fields of an entry as they lie in the stream; what is not given is plain. */
export type Injected = Readonly<Record<string, string>> & { readonly feed: string };

const PLAIN = {
  source: 'urn:yitu:fault:poison',
  subject: 'poison',
  v: '1',
  time: '2027-03-01T08:00:00.000Z',
  received: '2027-03-01T08:00:00.000Z',
  sequence: '1',
  producer: 'preset',
  epoch: '0',
  reality: 'simulated',
  area: '',
  flags: '',
  data: '{}',
  digest: 'poison',
};

/** Takes the next number under the same rules as an append, so that the log stays dense and chained. */
const APPEND = `
  local e, n, h = unpack(redis.call('HMGET', KEYS[1], 'e', 'n', 'h'))
  local next_n = tonumber(n) + 1
  local next_h = string.sub(redis.sha1hex(h .. ':' .. ARGV[1] .. ':' .. ARGV[2] .. ':' .. ARGV[3]), 1, 16)
  redis.call('XADD', KEYS[2], next_n .. '-0', 'n', next_n, 'e', e, 'h', next_h, unpack(ARGV, 4))
  redis.call('HSET', KEYS[1], 'n', next_n, 'h', next_h)
  return next_n
`;

let count = 0;

/** Writes an entry straight into Redis, past every door of the gateway. Returns its number. */
export async function inject(client: Redis, { feed, ...fields }: Injected): Promise<number> {
  count += 1;
  const entry = { id: `poison-${count}`, ...PLAIN, ...fields };
  const { digest, source, id } = entry;
  const keys = [`{${SITE}}:meta`, `{${SITE}}:${feed}`];
  return Number(await client.eval(APPEND, 2, ...keys, digest, source, id, ...Object.entries(entry).flat()));
}
