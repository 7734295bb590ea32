import type { KpiExplanationReply, KpisReply } from '../../gateway/contract/kpi-replies.ts';
import type { NumberQuestion } from '../state/number-card.ts';
import { bearer } from './boot.ts';

/** Entries behind a number that a card has room for. */
const LISTED = 8;

/** Who asks: a visitor is told the definition only. */
export interface Asker {
  readonly key: string | null;
  readonly visitor: boolean;
}

/**
 * Asks the gateway what a number means and what it is made of. A number that was never counted has its
 * definition only; null when it has neither, or the gateway does not answer.
 */
export async function fetchNumber(
  { definition, period, area }: NumberQuestion,
  asker: Asker,
): Promise<KpiExplanationReply | null> {
  const query = new URLSearchParams({ limit: String(LISTED) });
  if (period !== null) query.set('period', period);
  if (area !== null) query.set('area', area);
  if (asker.visitor) query.set('as', 'visitor');
  const path = `/v1/kpis/${encodeURIComponent(definition)}/explain?${query}`;
  const told = await read<KpiExplanationReply>(path, asker.key);
  if (told !== null) return told;
  const all = await read<KpisReply>(asker.visitor ? '/v1/kpis?as=visitor' : '/v1/kpis', asker.key);
  const words = all?.kpis.find(({ id }) => id === definition);
  return words === undefined ? null : { definition: words };
}

async function read<Body>(path: string, key: string | null): Promise<Body | null> {
  const answer = await fetch(path, { headers: bearer(key) }).catch(() => null);
  if (!answer?.ok) return null;
  return answer.json().catch(() => null);
}
