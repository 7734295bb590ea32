import type { PageConfig } from '../../../gateway/contract/page-config.ts';
import type { RegionInfo } from '../../../gateway/contract/region.ts';
import { groupDigits } from '../../locale/numbers.ts';
import type { Say } from '../../locale/words.ts';
import type { LegendDensity, LegendEntry } from '../../map/legend.ts';
import { CLUSTER_LEAST } from '../../map/marks/clusters.ts';
import { DENSITY_STEPS } from '../../map/marks/density.ts';

type ReadKpi = (id: string) => number | null;

/** Every mark that the map draws, with its word and number; a visitor's map has none. */
export function legendEntries(
  kpi: ReadKpi,
  say: Say,
  { projection, region }: Pick<PageConfig, 'projection' | 'region'>,
): readonly LegendEntry[] {
  const entry = (mark: LegendEntry['mark'], label: string, id: string) => ({
    mark,
    label,
    value: groupDigits(kpi(id)),
    kpi: id,
  });
  if (projection === 'visitor') return [];
  const unacked = `${say('map.unacked')} ${groupDigits(kpi('alarm.unacked'))}`;
  return [
    entry('high', say('level.HIGH'), 'case.open.HIGH'),
    entry('medium', say('level.MEDIUM'), 'case.open.MEDIUM'),
    entry('low', say('level.LOW'), 'case.open.LOW'),
    entry('undetermined', say('level.UNDETERMINED'), 'case.open.UNDETERMINED'),
    entry('facility', say('level.NONE'), 'case.open.NONE'),
    { ...entry('p1', say('map.alarms'), 'alarm.active'), note: unacked, wide: true },
    { ...entry('lead', say('map.leads'), 'video.leads'), wide: true },
    ...(region.layers.villages === undefined
      ? []
      : [
          {
            mark: 'medium-5' as const,
            label: say('map.villages', { n: CLUSTER_LEAST }),
            value: null,
            wide: true,
          },
        ]),
  ];
}

/** 在线 1,391 / 在岗 1,402; null while neither is known. */
export function terminalsLine(kpi: ReadKpi, say: Say): string | null {
  const online = kpi('terminal.online');
  const onDuty = kpi('terminal.onDuty');
  if (online === null && onDuty === null) return null;
  return say('map.terminals', { online: groupDigits(online), onDuty: groupDigits(onDuty) });
}

/** The region as a viewer's map draws it: a visitor is told numbers of streets only, and has no marks to look at closely. */
export function mapRegion({ projection, region }: Pick<PageConfig, 'projection' | 'region'>): RegionInfo {
  if (projection !== 'visitor') return region;
  const { villages: _villages, grids: _grids, ...layers } = region.layers;
  return { ...region, layers, urban: null };
}

/** What the ground's tint measures, by its steps; null where nothing is tinted. */
export function densityLegend({ layers }: Pick<RegionInfo, 'layers'>, say: Say): LegendDensity | null {
  const source = layers.villages === undefined ? 'towns' : 'villages';
  if (layers[source] === undefined) return null;
  return { word: say(`map.density.${source}`), steps: DENSITY_STEPS[source] };
}
