import type { Redis } from 'ioredis';
import { markOf, STREAM_FEEDS, siteKeys } from '../../gateway/log/redis/keys.ts';

/** Takes a site's log back to where it was at entry `n`: later entries, their marks and epochs are gone. */
export async function rewindRedis(client: Redis, site: string, n: number): Promise<void> {
  const keys = siteKeys(site);
  let h = '';
  for (const feed of STREAM_FEEDS) {
    const stream = keys.stream(feed);
    let last = '0-0';
    for (const [id, values] of await client.xrange(stream, '-', '+')) {
      const fields = Object.fromEntries(
        values.flatMap((_, i) => (i % 2 ? [] : [[values[i], values[i + 1]]])),
      );
      if (Number(fields.n) === n) h = fields.h;
      if (Number(fields.n) <= n) {
        last = id;
        continue;
      }
      const mark = markOf(fields.source, fields.id);
      await client.xdel(stream, id);
      await client.hdel(keys.bucket(mark), mark.field);
    }
    if ((await client.exists(stream)) === 1) await client.call('XSETID', stream, last);
  }
  await client.hset(keys.meta, { n, h });
}
