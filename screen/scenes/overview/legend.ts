import type { PageConfig } from '../../../gateway/contract/page-config.ts';
import type { RegionInfo, RegionLayer } from '../../../gateway/contract/region.ts';
import { groupDigits } from '../../locale/numbers.ts';
import type { Say } from '../../locale/words.ts';
import type { LegendCount, LegendDensity, LegendEntry } from '../../map/legend.ts';
import { CLUSTER_LEAST } from '../../map/marks/clusters.ts';
import { type HasLayer, heatSource, type Measure, measuresOf, tintOf } from '../../map/marks/density.ts';
import { unplacedCount } from '../../map/marks/unplaced.ts';
import type { MapData, MapKind } from '../../map/port.ts';

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
    value: kpi(id),
    kpi: id,
  });
  const site = (mark: LegendEntry['mark'], label: string) => ({ mark, label, near: true }) as const;
  if (projection === 'visitor') return [];
  const unacked = count(kpi, say('map.unacked'), 'alarm.unacked');
  const several = { ...site('several', say('map.clusters', { n: CLUSTER_LEAST })), room: 'wide' } as const;
  const { layers } = region;
  const first = (mark: LegendEntry['mark'], label: string, id: string) =>
    ({ ...entry(mark, label, id), first: true }) as const;
  return [
    first('high', say('level.HIGH'), 'case.open.HIGH'),
    first('medium', say('level.MEDIUM'), 'case.open.MEDIUM'),
    first('low', say('level.LOW'), 'case.open.LOW'),
    first('undetermined', say('level.UNDETERMINED'), 'case.open.UNDETERMINED'),
    { ...first('p1', say('map.alarms'), 'alarm.active'), second: unacked, room: 'wide' },
    entry('facility', say('level.NONE'), 'case.open.NONE'),
    site('terminal-stale', say('map.oldFix')),
    { ...entry('lead', say('map.leads'), 'video.leads'), room: 'wide' },
    entry('sos', say('map.sos'), 'terminal.sos'),
    ...(layers.resources === undefined ? [] : [site('resource', say('map.resources'))]),
    several,
    entry('terminal-busy', say('map.busy'), 'terminal.busy'),
    ...(layers.cameras === undefined ? [] : [site('camera', say('map.cameras'))]),
    entry('p2-acked', say('map.acked'), 'alarm.acked'),
    site('ring', say('map.selected')),
    site('tie', say('map.tie')),
  ];
}

/** 在线 1,391 / 在岗 1,402; none while neither is known. */
export function terminalCounts(kpi: ReadKpi, say: Say): readonly LegendCount[] {
  if (kpi('terminal.online') === null && kpi('terminal.onDuty') === null) return [];
  return [
    count(kpi, say('map.terminalsOnline'), 'terminal.online'),
    count(kpi, say('map.terminalsOnDuty'), 'terminal.onDuty'),
  ];
}

function count(kpi: ReadKpi, label: string, id: string): LegendCount {
  return { label, value: kpi(id), kpi: id };
}

/** 另有 3 未上图: what the numbers count and no mark stands for; null while everything has one, or is not told. */
export function unplacedLine(
  data: Pick<MapData, MapKind>,
  say: Say,
  { projection, region }: Pick<PageConfig, 'projection' | 'region'>,
): string | null {
  if (projection === 'visitor') return null;
  const n = unplacedCount(data, (level) => region.layers[level] !== undefined);
  return n === 0 ? null : say('map.unplaced', { n: groupDigits(n) });
}

/** The region as a viewer's map draws it: a visitor is told numbers of streets only, and has no marks to look at closely. */
export function mapRegion({ projection, region }: Pick<PageConfig, 'projection' | 'region'>): RegionInfo {
  if (projection !== 'visitor') return region;
  const {
    villages: _villages,
    grids: _grids,
    resources: _resources,
    cameras: _cameras,
    ...layers
  } = region.layers;
  return { ...region, layers, urban: null };
}

/** The region without layers that cannot be read now. */
export function withoutLayers(region: RegionInfo, lacking: readonly RegionLayer[]): RegionInfo {
  const layers = Object.entries(region.layers).filter(([name]) => !lacking.some((one) => one === name));
  return { ...region, layers: Object.fromEntries(layers) };
}

/** Empty ends of the four steps of a surface that has no limits: from thin to dense. */
const surface = (say: Say): readonly string[] => [say('map.heat.thin'), '', '', say('map.heat.dense')];

/**
 * What the ground's tint measures, by its steps, and what else it can; null where nothing is tinted. Where there is a
 * choice, what was chosen stands beside the word, which tells the period and the unit.
 */
export function densityLegend(
  { layers }: Pick<RegionInfo, 'layers'>,
  say: Say,
  measure: Measure = 'open',
): LegendDensity | null {
  const has: HasLayer = (name) => layers[name] !== undefined;
  const tint = tintOf(measure, has);
  const choices = measuresOf(has).map((each) => ({ measure: each, word: say(`map.measure.${each}`) }));
  const heat = heatSource(has);
  if (measure === 'heat')
    return (
      heat && {
        word: say(`map.density.heat${choices.length > 1 ? '.chosen' : ''}`, { unit: say(`map.per.${heat}`) }),
        steps: surface(say),
        smooth: true,
        measure,
        choices,
      }
    );
  if (tint === null) return null;
  const steps = tint.steps.map((least, index) => `${least}${index === tint.steps.length - 1 ? '+' : ''}`);
  const unit = say(`map.per.${tint.source}`);
  return {
    word:
      choices.length > 1
        ? say('map.density.chosen', {
            unit,
            what: say(`map.what.${measure === 'overdue' ? 'overdue' : 'open'}`),
          })
        : say('map.density', {
            what: say(`map.measure.${measure === 'overdue' ? 'overdue' : 'open'}`),
            unit,
          }),
    steps,
    measure,
    choices,
  };
}
