import type { FallingDue } from '../../gateway/contract/deadlines.ts';
import type { DeadlinesReply } from '../../gateway/contract/state-reply.ts';
import { bearer } from './boot.ts';

/** Asks the gateway what will have fallen due at an instant if nobody acts; null when it does not answer. */
export async function fetchForward(until: number, key: string | null): Promise<readonly FallingDue[] | null> {
  const query = new URLSearchParams({ until: new Date(until).toISOString() });
  const answer = await fetch(`/v1/deadlines?${query}`, { headers: bearer(key) }).catch(() => null);
  if (!answer?.ok) return null;
  const body: DeadlinesReply | null = await answer.json().catch(() => null);
  return body === null ? null : body.falling.map(fallingOf);
}

function fallingOf(told: DeadlinesReply['falling'][number]): FallingDue {
  const { kind, id, clock, unit, dueAt, limit, provisional, overdue } = told;
  const to = unit === undefined ? {} : { unit };
  return { kind, id, clock, ...to, dueAt: Date.parse(dueAt), limit, provisional, overdue };
}
