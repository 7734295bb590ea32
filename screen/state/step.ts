import type { CaseEntity } from '../../gateway/contract/entities.ts';
import { STAGE_OF } from '../../gateway/contract/vocabulary.ts';
import type { Say } from '../locale/words.ts';
import { zh } from '../locale/zh.ts';

const YUAN_PER_WAN = 10_000;

/** In which step an item is: one of the five, 履约跟踪 while a promise is watched, or how it is over, and whether in time. */
export function stepWords({ state, verdict }: Pick<CaseEntity, 'state' | 'verdict'>, say: Say): string {
  if (state === 'FULFILMENT') return say('step.fulfilment');
  const stage = STAGE_OF[state];
  if (stage !== null) return say(`stage.${stage}`);
  if (state === 'GUIDED' || state === 'MERGED' || state === 'VOID') return say(`step.${state}`);
  if (state !== 'CLOSED' && state !== 'ARCHIVED') return '';
  if (verdict === null) return say('step.closed');
  return say(verdict === 'ONTIME' ? 'step.closedOnTime' : 'step.closedLate');
}

/**
 * What the step is called in the vocabulary of the item's source, `环节称 调`; '' where the wall calls it the same, and
 * for an end, but for 导: of that the wall has no word. It is configuration and stands as it was written.
 */
export function ownStepWords({ state, life }: Pick<CaseEntity, 'state' | 'life'>, say: Say): string {
  const stage = STAGE_OF[state];
  const usual = stage === null ? null : zh[`stage.${stage}`];
  if (life.word === null || life.word === usual || (stage === null && state !== 'GUIDED')) return '';
  return say('callout.ownStep', { word: life.word });
}

/** Lines of what is owed, and what of it is paid and promised: `应付 3.3万元`, `已付 1.5万元 · 承诺 1.8万元`. Zero is not told. */
export function amountLines(amount: CaseEntity['amount'], say: Say): readonly string[] {
  if (amount === null) return [];
  const { owed, paid = 0, promised = 0 } = amount;
  const settled = [
    paid > 0 ? say('amount.paid', { sum: sumWords(paid, say) }) : '',
    promised > 0 ? say('amount.promised', { sum: sumWords(promised, say) }) : '',
  ];
  const debt = owed === undefined ? '' : say('amount.owed', { sum: sumWords(owed, say) });
  return [debt, settled.filter((part) => part !== '').join(' · ')].filter((line) => line !== '');
}

/** A sum of money, in 万元 from ten thousand on. */
export function sumWords(yuan: number, say: Say): string {
  if (yuan < YUAN_PER_WAN) return say('amount.yuan', { n: yuan });
  return say('amount.tenThousand', { n: Math.round(yuan / 100) / 100 });
}
