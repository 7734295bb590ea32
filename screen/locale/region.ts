import type { RegionInfo } from '../../gateway/contract/region.ts';
import type { Language, Names } from './words.ts';

/** What a language calls the names that come as data, as far as the region's pack tells it. */
export function namesIn({ namesEn = {} }: Pick<RegionInfo, 'namesEn'>, language: Language): Names {
  return new Map(language === 'en' ? Object.entries(namesEn) : []);
}

/**
 * The region with its areas and units named in a language, as far as its pack has such names; the others keep their own. Of
 * an area the name by its code comes before the one by its text.
 */
export function regionIn(region: RegionInfo, language: Language): RegionInfo {
  const { areas, units, areasEn, namesEn } = region;
  if (language !== 'en' || (areasEn === undefined && namesEn === undefined)) return region;
  const names = namesIn(region, language);
  return {
    ...region,
    areas: areas.map((area) => ({ ...area, name: areasEn?.[area.id] ?? names.get(area.name) ?? area.name })),
    units: units.map((unit) => ({ ...unit, shortName: names.get(unit.shortName) ?? unit.shortName })),
  };
}
