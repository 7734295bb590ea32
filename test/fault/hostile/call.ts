import type { CloudEvent } from '../../../gateway/contract/cloudevent.ts';
import type { EventResult, IngestReply } from '../../../gateway/contract/http.ts';
import { KEYS } from '../../support/gateway.ts';

export interface PostOptions {
  readonly type?: string;
  readonly key?: string;
}

/** What came back: the status, and the reply when the body was one. */
export interface Posted {
  readonly status: number;
  readonly results: readonly EventResult[];
  readonly code: string | null;
}

/** Posts any body to `/v1/events`, well-formed or not. */
export async function post(
  origin: string,
  body: string | Uint8Array<ArrayBuffer>,
  { type = 'application/x-ndjson', key = KEYS.producer }: PostOptions = {},
): Promise<Posted> {
  const response = await fetch(`${origin}/v1/events`, {
    method: 'POST',
    headers: { 'Content-Type': type, Authorization: `Bearer ${key}` },
    body,
  });
  const reply = (await response.json()) as Partial<IngestReply> & { readonly code?: string };
  return { status: response.status, results: reply.results ?? [], code: reply.code ?? null };
}

/** Posts events as a batch. */
export function postEvents(origin: string, events: readonly (CloudEvent | object)[]): Promise<Posted> {
  return post(origin, JSON.stringify(events), { type: 'application/cloudevents-batch+json' });
}

/** Asks as the administrator. */
export async function askAdmin<Reply>(origin: string, path: string): Promise<Reply> {
  const response = await fetch(origin + path, { headers: { Authorization: `Bearer ${KEYS.admin}` } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as Reply;
}

/** A number of `/metrics`, summed over the labels that match; 0 when it was never counted. */
export async function metric(origin: string, name: string, labels = ''): Promise<number> {
  const response = await fetch(`${origin}/metrics`, { headers: { Authorization: `Bearer ${KEYS.admin}` } });
  const lines = (await response.text())
    .split('\n')
    .filter((line) => (line.startsWith(`${name} `) || line.startsWith(`${name}{`)) && line.includes(labels));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
