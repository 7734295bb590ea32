import { createHash } from 'node:crypto';
import type { GatewayError } from '../contract/errors.ts';
import type { EventLog } from '../log/port.ts';
import type { Clock, Logger, Metrics } from '../ops/port.ts';
import { createBuckets } from './bucket.ts';
import type { DenyList } from './denied.ts';
import type { RawEvent } from './items.ts';
import { scrubText } from './scrub.ts';

/** Bytes of a refused event that are kept for its author. */
const KEPT_BYTES = 4_096;
/** Read beyond the cut, so that a number on the edge is recognised whole. */
const EDGE = 128;

/** Fields that no schema has but sources send: their values are removed whatever they hold. */
const PERSONAL =
  /("[^"\\]{0,40}(?:name|phone|mobile|tel|contact|idcard|id_card|idno|身份证|证件|姓名|电话|手机|联系)[^"\\]{0,40}"\s{0,8}:\s{0,8})"(?:[^"\\]|\\.){0,4096}(?:"|$)/gi;

/**
 * Texts of one producer that are kept: so many at once, then one every ten seconds. Beyond that a fault is kept without
 * its text and so counts up one letter, and a producer that sends nothing right cannot fill the log or push others out.
 */
const TEXTS = { burst: 500, perSecond: 0.1 } as const;

export interface DeadLetters {
  /** Keeps a refused event with its reason. Never fails: a refusal must reach its author even if nothing can be kept. */
  keep(raw: RawEvent, fault: GatewayError, producer: string): Promise<void>;
}

export interface DeadLettersOptions {
  readonly log: EventLog;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Text that names a denied category is not kept, whatever the event was refused for. */
  readonly denied: () => DenyList;
}

export function createDeadLetters(options: DeadLettersOptions): DeadLetters {
  const { log, logger, clock, metrics, denied } = options;
  const texts = createBuckets(TEXTS);
  const textOf = (raw: RawEvent, { code }: GatewayError, producer: string): string | null => {
    const readable = code === 'category_denied' ? null : readableText(raw);
    if (readable === null || denied()({ data: { title: readable } })) return null;
    return texts.take(producer, 1) === 0 ? kept(readable) : null;
  };
  return {
    async keep(raw, fault, producer) {
      const { code, message: detail, path } = fault;
      metrics.count('dead_letters_total', { producer, code });
      const text = textOf(raw, fault, producer);
      const key = createHash('sha256')
        .update(JSON.stringify([producer, code, path, text]))
        .digest('hex');
      try {
        await log.putDeadLetter({ key, producer, code, detail, path, text }, clock.now());
      } catch (error) {
        logger.warn('a dead letter was not kept', { producer, code, reason: String(error) });
      }
    },
  };
}

/** The beginning of the refused event as one reads it; null when it cannot be written down (nested beyond reason). */
function readableText(raw: RawEvent): string | null {
  const whole = raw.text ?? ('value' in raw ? written(raw.value) : null);
  if (whole === null) return null;
  return whole
    .slice(0, KEPT_BYTES + EDGE)
    .replace(/\\u([0-9a-f]{4})/gi, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Scrubbed, then cut between two characters. */
function kept(readable: string): string {
  const scrubbed = scrubText(readable.replace(PERSONAL, '$1"［已隐去］"'));
  return new TextDecoder().decode(Buffer.from(scrubbed).subarray(0, KEPT_BYTES)).replace(/\ufffd+$/, '');
}

function written(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null;
  }
}
