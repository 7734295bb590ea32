import { leaseLost } from '../forked.ts';
import type { EventLog, TrackSlot } from '../port.ts';
import { leaseValues } from './append.ts';
import type { Connection } from './connection.ts';
import { forgetMany } from './forget.ts';
import type { Keys } from './keys.ts';
import { runScript, SCRIPTS } from './scripts.ts';

type Tracks = Pick<
  EventLog,
  'putTracks' | 'replaceTrack' | 'trackSlots' | 'tracksIn' | 'tracksOf' | 'dropTracks'
>;

/** A hash for each slot with a field for each terminal, and an index of the slots. The server drops what nobody did. */
export function redisTracks(connection: Connection, keys: Keys): Tracks {
  const { run } = connection;
  const index = keys.named('tracks');
  const slotKey = (at: number) => keys.named('tracks', String(at));
  async function trackSlots(): Promise<TrackSlot[]> {
    const all = Object.entries(await run((client) => client.hgetall(index)));
    return all.map(([at, n]) => ({ at: Number(at), n: Number(n) })).sort((a, b) => a.at - b.at);
  }
  return {
    async putTracks({ at, n }, pieces, { keepMs, lease }) {
      const tracks = pieces.flatMap(({ terminal, body }) => [terminal, Buffer.from(body)]);
      const values = [...leaseValues(lease), at, n, Math.max(1, Math.ceil(keepMs)), ...tracks];
      const put = await run((client) =>
        runScript(client, SCRIPTS.saveTracks, [index, keys.fences, slotKey(at)], values),
      );
      if (put === null) throw leaseLost(lease?.name ?? '');
    },
    async replaceTrack(at, terminal, body) {
      if (body === null) await run((client) => client.hdel(slotKey(at), terminal));
      else await run((client) => client.hset(slotKey(at), terminal, Buffer.from(body)));
    },
    trackSlots,
    async tracksIn(at) {
      const all = Object.entries(await run((client) => client.hgetallBuffer(slotKey(at))));
      return all.map(([terminal, body]) => ({ terminal, body: new Uint8Array(body) }));
    },
    async tracksOf(terminal, from, to) {
      const asked = (await trackSlots()).filter(({ at }) => at >= from && at <= to);
      const found = await Promise.all(
        asked.map(({ at }) => run((client) => client.hgetBuffer(slotKey(at), terminal))),
      );
      return found.filter((body) => body !== null).map((body) => new Uint8Array(body));
    },
    async dropTracks(beforeMs, lease) {
      const old = (await trackSlots()).filter(({ at }) => at < beforeMs);
      const members = old.map(({ at }) => String(at));
      const nameOf = (at: string) => slotKey(Number(at));
      await forgetMany(connection, keys, { index, remove: 'HDEL', members, nameOf, lease });
      return old.length;
    },
  };
}
