import type { Bbox, RegionManifest } from '../../../../gateway/contract/region.ts';
import { AREA_LEVELS, type AreaLevel } from '../../../../gateway/contract/vocabulary.ts';
import { at } from '../arrays.ts';
import type { LngLat } from '../plane.ts';
import type { Levels } from './generate/levels.ts';
import { shapeBounds } from './geometry.ts';
import { LEVELS, ZH_WORD_OF } from './model.ts';

const SKETCH = '示意图 · 非测绘成果';

/** What `region.json` is made of beside the areas. */
export interface ManifestParts {
  readonly id: string;
  readonly name: string;
  readonly approval: string | null;
  readonly utcOffsetMinutes: number;
  readonly urban: Bbox | null;
  readonly center: LngLat;
}

/** Levels of which the areas were generated. */
export function generatedLevels(levels: Levels): (typeof LEVELS)[number][] {
  return LEVELS.filter((level) => levels[level].some(({ generated }) => generated));
}

function noticeOf(levels: Levels, approval: string | null): string | null {
  const made = generatedLevels(levels).map((level) => ZH_WORD_OF[level]);
  const words = [
    ...(approval === null ? [SKETCH] : []),
    ...(made.length > 0 ? [`${made.join('、')}系生成`] : []),
  ];
  return words.length > 0 ? words.join(' · ') : null;
}

/** `region.json` of an imported region, complete. */
export function importManifest(levels: Levels, parts: ManifestParts): RegionManifest {
  const level = (name: (typeof LEVELS)[number]): AreaLevel => at(AREA_LEVELS, LEVELS.indexOf(name));
  const made = generatedLevels(levels).map(level);
  return {
    id: parts.id,
    name: parts.name,
    fullName: `${parts.name}社会治安综合治理中心`,
    kind: 'imported',
    crs: 'WGS84',
    notice: noticeOf(levels, parts.approval),
    approval: parts.approval,
    ...(made.length > 0 ? { generated: made } : {}),
    utcOffsetMinutes: parts.utcOffsetMinutes,
    urban: parts.urban,
    bbox: shapeBounds(levels.county.flatMap(({ shape }) => [...shape])),
    center: [...parts.center],
  };
}
