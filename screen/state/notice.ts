import type { RegionInfo } from '../../gateway/contract/region.ts';
import type { Say } from '../locale/words.ts';
import { zh } from '../locale/zh.ts';

/** 审图号, or what the map says it is: the ordinary 示意图 in the language of the wall, another notice as it was given. */
export function mapNotice(
  { approval, notice }: Pick<RegionInfo, 'approval' | 'notice'>,
  say: Say,
): string | null {
  if (approval !== null) return approval;
  return notice === zh['map.sketch'] ? say('map.sketch') : notice;
}
