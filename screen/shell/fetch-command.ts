import { bearer } from './boot.ts';

/** Who asks. */
export interface Seat {
  /** The wall, as the log names it. */
  readonly seat: string;
  readonly key: string | null;
  /** Server time, ms: asked twice is two entries of the log. */
  readonly now: number;
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

/** Posts JSON. @returns the answer's JSON; null when the gateway refuses, or does not answer */
export async function post(url: string, body: unknown, key: string | null): Promise<unknown> {
  const headers = { ...bearer(key), 'Content-Type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null);
  return answer?.ok ? answer.json().catch(() => null) : null;
}

/** Sends a command. @returns the position of its entry; null when the gateway refuses, or does not answer */
export async function sendCommand(
  { name, type, subject, data }: Deed,
  { seat, key, now }: Seat,
): Promise<string | null> {
  const command = { id: `${name}:${now}`, type, subject, by: byOf(seat), data };
  const reply = (await post('/v1/commands', command, key)) as { readonly position?: string } | null;
  return reply?.position ?? null;
}
