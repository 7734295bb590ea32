import { createHash } from 'node:crypto';
import type { GatewayError } from '../contract/errors.ts';
import type { EventLog } from '../log/port.ts';
import type { Logger } from '../ops/port.ts';
import type { RawEvent } from './items.ts';
import { scrubText } from './scrub.ts';

/** Bytes of a refused event that are kept for its author. */
const KEPT_BYTES = 4_096;
/** Read beyond the cut, so that a number on the edge is recognised whole. */
const EDGE = 128;

/** Fields that no schema has but sources send: their values are removed whatever they hold. */
const PERSONAL =
  /("[^"\\]{0,40}(?:name|phone|mobile|tel|contact|idcard|id_card|idno|身份证|证件|姓名|电话|手机|联系)[^"\\]{0,40}"\s{0,8}:\s{0,8})"(?:[^"\\]|\\.){0,4096}(?:"|$)/gi;

export interface DeadLetters {
  /** Keeps a refused event with its reason. Never fails: a refusal must reach its author even if nothing can be kept. */
  keep(raw: RawEvent, fault: GatewayError, producer: string): Promise<void>;
}

export function createDeadLetters(log: EventLog, logger: Logger, now: () => number): DeadLetters {
  return {
    async keep(raw, fault, producer) {
      const text = fault.code === 'category_denied' ? null : letterText(raw);
      const { code, message: detail, path } = fault;
      const key = createHash('sha256')
        .update(JSON.stringify([producer, code, path, text]))
        .digest('hex');
      try {
        await log.putDeadLetter({ key, producer, code, detail, path, text }, now());
      } catch (error) {
        logger.warn('a dead letter was not kept', { producer, code, reason: String(error) });
      }
    },
  };
}

/** The refused text, scrubbed and cut; null when it cannot be written down (nested beyond reason). */
function letterText(raw: RawEvent): string | null {
  const whole = raw.text ?? ('value' in raw ? written(raw.value) : null);
  if (whole === null) return null;
  const readable = whole
    .slice(0, KEPT_BYTES + EDGE)
    .replace(/\\u([0-9a-f]{4})/gi, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
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
