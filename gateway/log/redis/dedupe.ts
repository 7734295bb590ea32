import type { EventLog } from '../port.ts';
import type { Connection } from './connection.ts';
import { BUCKETS, type Keys, markOf } from './keys.ts';
import { entryAtNumber } from './read.ts';

/** Buckets that are measured for all: the marks spread evenly over them. */
const SAMPLE = 64;
/** A mark's value is this many times the number of its entry, and the index of its stream. */
const STREAMS_AT_MOST = 16;

/** A mark lives as long as its entry, so the entries are counted, which is free; the bytes are those of a sample. */
export function redisDedupe({ run }: Connection, keys: Keys): Pick<EventLog, 'dedupeSize' | 'find'> {
  const step = BUCKETS / SAMPLE;
  const sample = Array.from({ length: SAMPLE }, (_, i) => keys.bucket({ bucket: i * step, field: '' }));
  const sum = (values: readonly unknown[]) =>
    values.reduce<number>((total, value) => total + Number(value), 0);
  return {
    async find({ source, id }) {
      const mark = markOf(source, id);
      const value = await run((client) => client.hget(keys.bucket(mark), mark.field));
      if (value === null) return null;
      const n = Math.floor(Number(value) / STREAMS_AT_MOST);
      // A mark may outlive its entry where the log lost its end.
      const entry = await run((client) => entryAtNumber(client, keys, n));
      return entry?.source === source && entry.id === id ? n : null;
    },
    async dedupeSize() {
      // All in one write, for a long line to the server; no transaction, which a full server refuses.
      const replies = await run((client) => {
        const asked = client.pipeline();
        for (const stream of keys.streams) asked.xlen(stream);
        for (const bucket of sample) asked.memory('USAGE', bucket, 'SAMPLES', 0);
        return asked.exec();
      });
      const values = (replies ?? []).map(([error, value]) => {
        if (error !== null) throw error;
        return value;
      });
      const entries = sum(values.slice(0, keys.streams.length));
      const bytes = sum(values.slice(keys.streams.length));
      return { entries, bytes: bytes * step };
    },
  };
}
