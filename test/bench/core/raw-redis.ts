import { Redis } from 'ioredis';
import type { DraftEntry } from '../../../gateway/contract/entry.ts';
import { recordDraft } from '../../../gateway/log/recorded.ts';
import { encodeDraft } from '../../../gateway/log/redis/codec.ts';
import { markOf, siteKeys } from '../../../gateway/log/redis/keys.ts';

/** Names of the fields of an entry, in the order in which `append.lua` writes them. */
const NAMES =
  'n e h id source subject type v time received sequence producer epoch reality area flags data digest';
const FIELDS = NAMES.split(' ');
/** As long as the real ones: counter, epoch, chain hash. */
const PLACE = ['1234567', 'abcdefgh', '0123456789abcdef'];
const KEYS = siteKeys('raw');

/** A connection for plain commands, with nothing of ours between. */
export async function connectRaw(url: string): Promise<Redis> {
  const client = new Redis(url, { protocol: 2, lazyConnect: true });
  await client.connect();
  return client;
}

/** The arguments of one bare XADD that stores the very bytes that an append of ours stores. */
export function rawXadd(draft: DraftEntry): [string, string, ...string[]] {
  const [, , ...values] = encodeDraft(recordDraft(draft), markOf(draft.source, draft.id));
  const fields = [...PLACE, ...values].flatMap((value, i) => [FIELDS[i] ?? '', value]);
  return [KEYS.stream(draft.feed), '*', ...fields];
}
