import type { PageConfig } from '../../../gateway/contract/page-config.ts';
import type { Level } from '../../../gateway/contract/vocabulary.ts';
import { NO_VALUE } from '../../locale/numbers.ts';
import type { Say } from '../../locale/words.ts';

/** What a tile has room for: five characters of Chinese, or ten of Latin script. */
const ROOM = 10;

/** Who answers for a level 包保 in few words: the post of the rules where it is short, else the level of handling. */
export function answeringWords(level: Level, guarantees: PageConfig['guarantees'], say: Say): string {
  if (level === 'UNDETERMINED') return say('baobao.UNDETERMINED');
  if (guarantees === null) return NO_VALUE;
  const { level: handling, post } = guarantees[level];
  const told = say.named(post);
  return widthOf(told) > ROOM ? say(`baobao.${handling}`) : told.charAt(0).toUpperCase() + told.slice(1);
}

/** In halves of a Chinese character. */
function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (character > '\u2e7f' ? 2 : 1), 0);
}
