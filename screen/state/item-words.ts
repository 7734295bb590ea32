import type { CaseEntity } from '../../gateway/contract/entities.ts';
import { FINAL_CASE_STATES } from '../../gateway/contract/vocabulary.ts';
import { joined } from '../locale/joined.ts';
import type { Say } from '../locale/words.ts';
import { holderWords } from './holder.ts';
import { stepWords } from './step.ts';

/** Who must act on an item, and in which step it is; of one that is over, only how it ended. */
export function itemState(item: CaseEntity, say: Say): string {
  const step = stepWords(item, say);
  return FINAL_CASE_STATES.includes(item.state) ? step : joined(holderWords(item.holder, say), step);
}

/** An item by its id, `S-17 · 人社局 · 处置`; the id alone of one that is not on the wall. */
export function itemWords(id: string, cases: ReadonlyMap<string, CaseEntity>, say: Say): string {
  const item = cases.get(id);
  return item === undefined ? id : joined(id, itemState(item, say));
}
