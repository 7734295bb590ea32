import { once } from 'node:events';
import { type Request, type Response, Router } from 'express';
import type { Access } from '../access/port.ts';
import {
  type LetterFilter,
  type LetterPage,
  type LetterReply,
  type LetterSummary,
  letterDeletion,
  letterFilter,
  letterQuery,
} from '../contract/dead-letters.ts';
import type { ErrorCode } from '../contract/errors.ts';
import { GatewayError } from '../contract/errors.ts';
import type { DeadLetter, DeadLetterPlace, EventLog } from '../log/port.ts';
import type { Logger } from '../ops/port.ts';
import { requireAdministrator } from './identify.ts';
import { parameters } from './query.ts';
import { isoWithOffset } from './time.ts';

export interface DeadLetterRouterOptions {
  readonly access: Access;
  readonly log: EventLog;
  readonly logger: Logger;
  /** Takes telephone and other numbers out of what a person typed. */
  readonly scrub: (text: string) => string;
  readonly utcOffsetMinutes: number;
}

/** Letters that are read from the log at once; the log keeps a bounded number of them, so a scan ends. */
const SCAN = 500;

/**
 * Refused events for the administrator: `GET /v1/dead-letters` with filters, one of them, `/export` as NDJSON, and
 * `DELETE` with a reason. Sending one again is the door's (`gateway/ingest`).
 */
export function deadLetterRouter(options: DeadLetterRouterOptions): Router {
  const { access, log, logger, scrub, utcOffsetMinutes } = options;
  const router = Router();
  router.use('/v1/dead-letters', (request, response, next) => {
    requireAdministrator(access, request);
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/v1/dead-letters', async (request, response) => {
    const { limit, cursor, ...filter } = parameters(letterQuery, request);
    response.json(await pageOf(log, filter, { limit, cursor, utcOffsetMinutes }));
  });
  router.get('/v1/dead-letters/export', async (request, response) => {
    const filter = parameters(letterFilter, request);
    response.set('Content-Disposition', 'attachment; filename="dead-letters.ndjson"');
    response.type('application/x-ndjson');
    for await (const letter of matching(log, filter)) {
      const more = response.write(`${JSON.stringify(replyOf(letter, utcOffsetMinutes))}\n`);
      if (!more) await Promise.race([once(response, 'drain'), once(response, 'close')]);
      if (response.destroyed) return;
    }
    response.end();
  });
  router.get('/v1/dead-letters/:key', async (request: Request<{ key: string }>, response: Response) => {
    const letter = await log.deadLetter(request.params.key);
    if (letter === null) throw noLetter();
    response.json(replyOf(letter, utcOffsetMinutes));
  });
  router.delete('/v1/dead-letters/:key', async (request: Request<{ key: string }>, response: Response) => {
    const { key } = request.params;
    const { reason } = parameters(letterDeletion, request);
    const letter = await log.deadLetter(key);
    if (letter === null || !(await log.deleteDeadLetter(key))) throw noLetter();
    const { producer, code } = letter;
    logger.info('dead letter deleted', { key, producer, code, reason: scrub(reason) });
    response.status(204).end();
  });
  return router;
}

const noLetter = () => new GatewayError('not_found', 'no such dead letter, or it has aged out');

interface PageOptions {
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly utcOffsetMinutes: number;
}

async function pageOf(
  log: EventLog,
  filter: LetterFilter,
  { limit, cursor, utcOffsetMinutes }: PageOptions,
): Promise<LetterPage> {
  const found: DeadLetter[] = [];
  const from = cursor === undefined ? undefined : placeOf(cursor);
  for await (const letter of matching(log, filter, from)) {
    found.push(letter);
    if (found.length > limit) break;
  }
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    deadLetters: shown.map((letter) => summaryOf(letter, utcOffsetMinutes)),
    next: found.length > limit && last !== undefined ? cursorOf(last) : null,
  };
}

const cursorOf = ({ lastSeen, key }: DeadLetterPlace) =>
  Buffer.from(`${lastSeen}:${key}`).toString('base64url');

function placeOf(cursor: string): DeadLetterPlace {
  const [, lastSeen, key = ''] = /^(\d{1,15}):(.*)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (lastSeen !== undefined) return { lastSeen: Number(lastSeen), key };
  throw new GatewayError('invalid_parameter', 'cursor: take it from `next` of the page before', {
    path: 'cursor',
  });
}

/** Letters that fit, newest first, read from the log piece by piece. */
async function* matching(
  log: EventLog,
  filter: LetterFilter,
  from?: DeadLetterPlace,
): AsyncGenerator<DeadLetter> {
  const since = filter.since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(filter.since);
  const start = filter.until === undefined ? undefined : { lastSeen: Date.parse(filter.until) + 1, key: '' };
  const fits = predicateOf(filter);
  let letters = await log.listDeadLetters(SCAN, from ?? start);
  while (letters.length > 0) {
    for (const letter of letters) {
      if (letter.lastSeen < since) return;
      if (fits(letter)) yield letter;
    }
    letters = await log.listDeadLetters(SCAN, letters.at(-1));
  }
}

function predicateOf({ producer, code, q, state }: LetterFilter): (letter: DeadLetter) => boolean {
  const word = q?.toLowerCase();
  return (letter) =>
    (producer === undefined || letter.producer === producer) &&
    (code === undefined || letter.code === code) &&
    (state === 'all' || (state === 'settled') === (letter.settled !== null)) &&
    (word === undefined ||
      [letter.detail, letter.path, letter.text].some((text) => text?.toLowerCase().includes(word)));
}

function replyOf(letter: DeadLetter, utcOffsetMinutes: number): LetterReply {
  return { ...summaryOf(letter, utcOffsetMinutes), text: letter.text };
}

function summaryOf({ text, code, settled, ...letter }: DeadLetter, utcOffsetMinutes: number): LetterSummary {
  const iso = (ms: number) => isoWithOffset(ms, utcOffsetMinutes);
  return {
    ...letter,
    code: code as ErrorCode,
    textKept: text !== null,
    firstSeen: iso(letter.firstSeen),
    lastSeen: iso(letter.lastSeen),
    settled: settled === null ? null : { position: settled.position, at: iso(settled.at) },
  };
}
