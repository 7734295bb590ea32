import type { CaseEntity } from '../../gateway/contract/entities.ts';
import { instantWords } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';

interface When {
  readonly now: number;
  readonly utcOffsetMinutes: number;
  readonly say: Say;
}

/** How a closed item stands with regard to striking off 销号: until when it is observed, whether the like came again. */
export function observationWords(
  { risk }: Pick<CaseEntity, 'risk'>,
  { now, utcOffsetMinutes, say }: When,
): string {
  const observation = risk?.observation;
  if (observation === undefined) return '';
  const { state, until, recurred } = observation;
  const when = instantWords(until, now, utcOffsetMinutes, say);
  const told = say(`observation.${state}`, { when });
  return recurred === 0 ? told : `${told} · ${say('observation.recurred', { n: String(recurred) })}`;
}
