import type { RegionInfo } from '../../gateway/contract/region.ts';
import type { Language } from './words.ts';

/** The region with its areas named in a language, as far as its pack has such names; the others keep their own. */
export function regionIn(region: RegionInfo, language: Language): RegionInfo {
  const { areas, areasEn } = region;
  if (language !== 'en' || areasEn === undefined) return region;
  return { ...region, areas: areas.map((area) => ({ ...area, name: areasEn[area.id] ?? area.name })) };
}
