import { z } from 'zod';
import { instant } from './events/shared.ts';
import { PRODUCER_FEEDS } from './feeds.ts';
import type { Reads } from './http.ts';
import { CRS, NETWORKS, REALITIES } from './vocabulary.ts';

/** Longest expected time between two messages of a producer: a week. */
const LONGEST_CADENCE_S = 604_800;

/** How long the old keys of a producer stay good after a rotation unless told otherwise, hours. */
export const DEFAULT_OVERLAP_HOURS = 48;
const LONGEST_OVERLAP_HOURS = 720;

/** By this name the log tells what a seat of this centre said by a command. */
export const CONSOLE_PRODUCER = 'console';

/** Id of a producer or name of another key: what logs, metrics and addresses call it. */
export const keyHolderId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'lower-case letters, digits, dot, hyphen and underscore, at most 64');

const feeds = z.array(z.enum(PRODUCER_FEEDS)).min(1).nullable();
const cadenceS = z.int().min(1).max(LONGEST_CADENCE_S).nullable();
const network = z.enum(NETWORKS).nullable();

/** What the gateway knows of a producer and stamps on its events; body of `POST /v1/producers`. */
export const producerRegistration = z.strictObject({
  id: keyHolderId,
  /** What people call it; never the name of a person. The id when it is left out. */
  name: z.string().trim().min(1).max(80).optional(),
  /** Feeds that it may send; null: every one. */
  feeds: feeds.default(null),
  /** Reality of its events unless they say `exercise` or `test`. */
  reality: z.enum(REALITIES).default('actual'),
  /** Expected time between two messages, seconds; null: it speaks when there is something to say. */
  cadenceS: cadenceS.default(null),
  /** 政务外网 · 视频专网 · 互联网. */
  network: network.default(null),
  /** Coordinate system of its places. */
  crs: z.enum(CRS).default('WGS84'),
});
export type ProducerRegistration = z.infer<typeof producerRegistration>;

/** Body of `POST /v1/producers/:id/keys`: a new key, good at once. */
export const keyRotation = z.strictObject({
  /** Hours for which the keys in use stay good: 0 refuses them at once, null leaves them as they are. */
  overlapHours: z.number().min(0).max(LONGEST_OVERLAP_HOURS).nullable().default(DEFAULT_OVERLAP_HOURS),
});

/** A key as lists tell it. The key itself is told once, when it is made, and kept nowhere. */
export const keyFacts = z.object({
  /** Names the key in lists, logs and addresses; says nothing about it. */
  kid: z.string(),
  createdAt: instant.nullable(),
  /** When it stops being good; null: when it is revoked. */
  until: instant.nullable(),
  /** Within a minute or so; null: not since it was made. */
  lastUsedAt: instant.nullable(),
});
export type KeyFacts = Reads<typeof keyFacts>;

/** A registered producer. */
export const producerFacts = z.object({
  id: keyHolderId,
  name: z.string(),
  feeds,
  reality: z.enum(REALITIES),
  cadenceS,
  network,
  crs: z.enum(CRS),
  /** Whether its key comes from the environment (`YITU_PRODUCER_KEY`) and cannot be changed here. */
  preset: z.boolean(),
  keys: z.array(keyFacts),
}) satisfies z.ZodType<Required<ProducerRegistration>>;
export type ProducerFacts = Reads<typeof producerFacts>;

/** `GET /v1/producers`. */
export const producersReply = z.object({ producers: z.array(producerFacts) });
export type ProducersReply = Reads<typeof producersReply>;

/** Answer of whatever makes a key: the only time that it is told. */
export const newKeyReply = z.object({ producer: producerFacts, kid: z.string(), key: z.string() });
export type NewKeyReply = Reads<typeof newKeyReply>;
