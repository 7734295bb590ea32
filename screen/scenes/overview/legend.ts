import type { PageConfig } from '../../../gateway/contract/page-config.ts';
import type { Projection } from '../../../gateway/contract/vocabulary.ts';
import { groupDigits } from '../../locale/numbers.ts';
import type { Say } from '../../locale/words.ts';

type ReadKpi = (id: string) => number | null;

/** Marks of the map with their word and number; a visitor's map has only what stands on it. */
export function legendEntries(kpi: ReadKpi, say: Say, projection: Projection) {
  const entry = (mark: 'high' | 'medium' | 'low' | 'p1' | 'lead', label: string, id: string) => ({
    mark,
    label,
    value: groupDigits(kpi(id)),
    kpi: id,
  });
  if (projection === 'visitor') return [];
  return [
    entry('high', say('level.HIGH'), 'case.open.HIGH'),
    entry('medium', say('level.MEDIUM'), 'case.open.MEDIUM'),
    entry('low', say('level.LOW'), 'case.open.LOW'),
    entry('p1', say('map.alarms'), 'alarm.active'),
    entry('lead', say('map.leads'), 'video.leads'),
  ];
}

/** 在线 1,391 / 在岗 1,402; null while neither is known. */
export function terminalsLine(kpi: ReadKpi, say: Say): string | null {
  const online = kpi('terminal.online');
  const onDuty = kpi('terminal.onDuty');
  if (online === null && onDuty === null) return null;
  return say('map.terminals', { online: groupDigits(online), onDuty: groupDigits(onDuty) });
}

/** What the ground's tint measures; null where nothing is tinted: no villages, or counts that a visitor is not told. */
export function densityWord(config: Pick<PageConfig, 'projection' | 'region'>, say: Say): string | null {
  return config.projection === 'visitor' || config.region.layers.villages === undefined
    ? null
    : say('map.density');
}
