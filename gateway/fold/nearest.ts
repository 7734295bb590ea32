import type { TerminalEntity } from '../contract/entities.ts';
import type { NearestReply, NearTerminal } from '../contract/nearest.ts';
import { type Ranked, rankTerminals, type Sought } from '../contract/nearest-rule.ts';
import type { Rules } from '../contract/rules.ts';

/** How the way on foot is estimated: so many times the straight line, at so many km/h. */
export type Walk = Pick<Rules['terminals'], 'detour' | 'walkKmh'>;

/** The nearest terminals by the rule of the contract, each with the minutes that it takes on foot. */
export function nearestTerminals(
  terminals: Iterable<TerminalEntity>,
  { walk, ...sought }: Sought & { readonly walk: Walk },
): Pick<NearestReply, 'nearest' | 'passedOver'> {
  const { nearest, passedOver } = rankTerminals(terminals, sought);
  return { nearest: nearest.map((told) => walked(told, walk)), passedOver: [...passedOver] };
}

function walked(told: Ranked, { detour, walkKmh }: Walk): NearTerminal {
  const metresPerMinute = (walkKmh * 1_000) / 60;
  return { ...told, walkMinutes: Math.ceil((detour * told.distanceM) / metresPerMinute) };
}
