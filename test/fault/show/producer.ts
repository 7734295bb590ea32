import type { IngestReply } from '../../../gateway/contract/http.ts';
import type { Position } from '../../../gateway/contract/position.ts';
import type { Ledger } from './ledger.ts';
import { type Box, placeOnSunflower } from './places.ts';
import { PRODUCER_KEY } from './stack.ts';

export const SOURCE = 'urn:yitu:show';
const STEP_MS = 100;
const BATCH = 32;
const ANSWER_MS = 2_500;
const RETRY_MS = 150;
/** An answer this late says that something happened in between. */
const LATE_MS = 600;
/** After an interruption a careful producer asks after what was acknowledged within this time before it: by sending it again. */
const ASKED_MS = 5_000;
/** When a promise turns out to be broken it sends everything again that was acknowledged within this time before. */
const KEPT_MS = 30_000;

/** Sends the show's events like any vendor: over HTTP, again until acknowledged, to another gateway when one fails. */
export interface Producer {
  /** Acknowledged events that the log turned out to have lost, and that this producer has brought back. */
  repaired(): number;
  /** Posts, and does not wait. */
  burst(count: number): void;
  /** Puts the wall's line of the show: sent now or not at all. */
  tell(title: string): Promise<void>;
  /** No new events; resolves when everything is acknowledged, or after `withinMs`. */
  finish(withinMs: number): Promise<void>;
}

export interface ProducerOptions {
  /** Where to send, the first one preferred. */
  readonly urls: readonly string[];
  readonly ledger: Ledger;
  /** Events a second, and how many the whole show will have about. */
  readonly rate: number;
  readonly expected: number;
  readonly box: Box;
  readonly now: () => number;
}

export function startProducer(options: ProducerOptions): Producer {
  const { urls, ledger, now } = options;
  const queue: string[] = [];
  /** Sent again since the last interruption: once is enough. */
  const asked = new Set<string>();
  let repaired = 0;
  let interrupted = false;
  /** When the last interruption began. */
  let troubleAt = 0;
  let epoch: string | null = null;
  const events = new Map<string, object>();
  let made = 0;
  let due = 0;
  let turn = 0;
  let ended = false;
  let sending = false;
  let told = 0;

  function make(): void {
    made += 1;
    const id = `show-${String(made).padStart(4, '0')}`;
    events.set(id, eventOf(id, made, options));
    queue.push(id);
  }

  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    while (queue.length > 0) {
      const ids = queue.slice(0, BATCH);
      for (const id of ids) ledger.post(id);
      const url = urls[turn % urls.length] ?? '';
      const began = now();
      const reply = await post(
        url,
        ids.map((id) => events.get(id) ?? {}),
      );
      if (reply === null || now() - began > LATE_MS) trouble(began);
      if (reply === null) {
        turn += 1;
        await pause(RETRY_MS);
      } else take(reply);
    }
    sending = false;
  }

  function trouble(at: number): void {
    if (!interrupted) troubleAt = at;
    interrupted = true;
  }

  function take(reply: IngestReply): void {
    // A known event is answered with its old place: only new ones tell the log's epoch.
    const fresh = reply.results.find(({ status }) => status === 201)?.position;
    const heard = fresh === undefined ? epoch : placeOf(fresh).e;
    const another = epoch !== null && heard !== epoch;
    epoch = heard;
    if (another) trouble(now());
    if (interrupted) {
      interrupted = false;
      asked.clear();
      ask(ASKED_MS);
    }
    for (const { id, status, position } of reply.results) {
      if (id === null || position === undefined || (status !== 200 && status !== 201)) continue;
      const broken = ledger.acknowledge(id, { status, position: placeOf(position), at: now() });
      queue.splice(queue.indexOf(id), 1);
      if (!broken) continue;
      repaired += 1;
      ask(KEPT_MS);
    }
  }

  /** Sending again is harmless: the log knows its ids, and answers whether it still has them. */
  function ask(withinMs: number): void {
    const waiting = new Set(queue);
    for (const id of ledger.since(troubleAt - withinMs)) {
      if (waiting.has(id) || asked.has(id)) continue;
      asked.add(id);
      queue.push(id);
    }
  }

  const timer = setInterval(() => {
    due += (options.rate * STEP_MS) / 1_000;
    for (; due >= 1 && !ended; due -= 1) make();
    void send();
  }, STEP_MS);

  return {
    repaired: () => repaired,
    burst(count) {
      for (let i = 0; i < count; i += 1) make();
      void send();
    },
    async tell(title) {
      const sent = told + 1;
      const reply = await post(urls[turn % urls.length] ?? '', [lineEvent(title, sent, now())]);
      if (reply !== null || told > 0) told = Math.max(told, sent);
    },
    async finish(withinMs) {
      ended = true;
      const until = now() + withinMs;
      while (now() < until && (queue.length > 0 || sending)) await pause(50);
      clearInterval(timer);
      queue.length = 0;
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Null: no answer, or nothing was promised. */
async function post(url: string, events: readonly object[]): Promise<IngestReply | null> {
  try {
    const answer = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/cloudevents-batch+json',
        Authorization: `Bearer ${PRODUCER_KEY}`,
      },
      body: JSON.stringify(events),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const reply = (await answer.json()) as Partial<IngestReply>;
    return reply.results === undefined ? null : (reply as IngestReply);
  } catch {
    return null;
  }
}

function placeOf(text: string): Position {
  const [e = '', n = '', h = ''] = text.split(':');
  return { e, n: Number(n), h };
}

/** Exercise: drawn on the map and counted in the header, and in no number of the hall. */
function eventOf(id: string, i: number, { box, expected, now }: ProducerOptions): object {
  return {
    specversion: '1.0',
    id,
    source: SOURCE,
    type: 'case.received',
    subject: id,
    time: new Date(now()).toISOString(),
    sequence: 1,
    reality: 'exercise',
    data: {
      title: `故障演示 第 ${i} 条`,
      kind: 'FACILITY',
      location: placeOnSunflower(i - 1, expected, box),
    },
  };
}

/** The one line that the wall shows of the show: an alarm of the exercise whose words change. */
function lineEvent(title: string, i: number, now: number): object {
  return {
    specversion: '1.0',
    id: `show-line-${i}`,
    source: SOURCE,
    type: i === 1 ? 'alarm.raised' : 'alarm.updated',
    subject: 'show-line',
    time: new Date(now).toISOString(),
    sequence: i,
    reality: 'exercise',
    data: i === 1 ? { title, type: 'TAMPER', priority: 'P4' } : { title },
  };
}
