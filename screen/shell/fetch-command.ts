import { bearer } from './boot.ts';

/** Who asks. */
export interface Seat {
  /** The wall, as the log names it. */
  readonly seat: string;
  readonly key: string | null;
  /** Server time, ms: asked twice is two entries of the log. */
  readonly now: number;
  /** What was asked and not answered, by what it asks for. */
  readonly unanswered: Map<string, unknown>;
}

/** What is to be written into the log. */
export interface Deed {
  /** What makes its id, besides seat and time. */
  readonly name: string;
  readonly type: string;
  /** `kind:id`. */
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The one who answers for what is asked at this wall. */
export function byOf(seat: string): { readonly seat: string; readonly role: 'duty_officer' } {
  return { seat, role: 'duty_officer' };
}

/** After this long nothing is known of what became of what was asked, ms. */
const ANSWER_MS = 10_000;

/** What is asked of the gateway, by what it is the same question as before. */
interface Question {
  readonly url: string;
  /** What was asked for, and why. */
  readonly what: unknown;
  /** As it goes out the first time. */
  readonly body: unknown;
}

/**
 * Asks the gateway for something that it writes into the log. What was not answered goes out again as it was, with the
 * same id, so that the log keeps it once.
 * @returns the answer's JSON; null when the gateway refuses. Rejects when it does not answer within ten seconds
 */
export async function askOnce({ url, what, body }: Question, { key, unanswered }: Seat): Promise<unknown> {
  const name = JSON.stringify([url, what]);
  const sent = unanswered.get(name) ?? body;
  unanswered.set(name, sent);
  const answer = await post(url, sent, key);
  unanswered.delete(name);
  return answer;
}

/** Answers of a gateway that may have written, and lost its way to say so. */
const LEAST_UNKNOWN = 500;

async function post(url: string, body: unknown, key: string | null): Promise<unknown> {
  const headers = { ...bearer(key), 'Content-Type': 'application/json' };
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), ANSWER_MS);
  try {
    const { signal } = limit;
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal });
    if (answer.status >= LEAST_UNKNOWN) throw new Error(`${url} answered ${answer.status}`);
    return answer.ok ? await answer.json() : null;
  } finally {
    clearTimeout(timer);
  }
}

/** Sends a command. @returns the position of its entry; null when the gateway refuses. Rejects when it does not answer */
export async function sendCommand({ name, type, subject, data }: Deed, seat: Seat): Promise<string | null> {
  const body = { id: `${name}:${seat.now}`, type, subject, by: byOf(seat.seat), data };
  const question = { url: '/v1/commands', what: { name, type, subject, data }, body };
  const reply = (await askOnce(question, seat)) as { readonly position?: string } | null;
  return reply?.position ?? null;
}
