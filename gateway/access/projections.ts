import type { CaseEntity, EntityKind, EntityOf, KpiEntity, SeriesEntity } from '../contract/entities.ts';
import { FIGURE_KPIS } from '../contract/figures.ts';
import { SMALL_CELL } from '../contract/indicators.ts';
import { KPI_DEFINITIONS, SERIES_IDS } from '../contract/kpi.ts';
import type { RegionArea } from '../contract/region.ts';
import type { Projection } from '../contract/vocabulary.ts';
import { PROJECTED_KINDS } from '../contract/wire.ts';
import { withoutHousehold } from './place.ts';
import type { Project } from './port.ts';

type Redactors = { readonly [Kind in EntityKind]: (entity: EntityOf[Kind]) => EntityOf[Kind] | null };

const KNOWN_KPIS: ReadonlySet<string> = new Set([...KPI_DEFINITIONS.map(({ id }) => id), ...FIGURE_KPIS]);
/** How the centre works on levels within the house: told to no visitor (decisions D10). */
const INTERNAL_KPIS: ReadonlySet<string> = new Set([
  'case.reviewOverdue',
  'case.loweringProposed',
  'case.taskforce',
]);
const KNOWN_SERIES: ReadonlySet<string> = new Set(SERIES_IDS);

/**
 * The one place that decides what a projection sees of an entity; lists, maps, frames and replies all ask it.
 *
 * - operator: everything but an item's facts. Hazards, facilities, alarms, devices stand at their exact point;
 *   disputes and appeals are told by their village alone, because people live there (decisions D10).
 * - visitor: totals, figures of at least `SMALL_CELL` observations, series and feed health only, by allow-list of
 *   fields. Area counts are told for streets alone and from `SMALL_CELL` up, so that a village cannot be found as the difference of its neighbours.
 *
 * @param areas of the region; an area that is not among them is told to no visitor
 */
export function createProject(areas: readonly RegionArea[]): Project {
  const streets = new Set(areas.filter(({ level }) => level === 'street').map(({ id }) => id));
  const redactors: Readonly<Record<Projection, Redactors>> = {
    operator: forOperator,
    visitor: {
      ...nothing,
      feed: ({ missing: _missing, expected: _expected, ...feed }) => feed,
      kpi: visitorKpi(streets),
      series: visitorSeries,
    },
  };
  return (kind, entity, projection) =>
    PROJECTED_KINDS[projection].includes(kind) ? redactors[projection][kind](entity) : null;
}

const same = <Entity>(entity: Entity): Entity => entity;
const never = () => null;

const forOperator: Redactors = {
  alarm: same,
  case: operatorCase,
  video: same,
  warning: same,
  instruction: same,
  feed: same,
  kpi: same,
  series: same,
  indicator: same,
  terminal: same,
};

const nothing: Redactors = {
  alarm: never,
  case: never,
  video: never,
  warning: never,
  instruction: never,
  feed: never,
  kpi: never,
  series: never,
  indicator: never,
  terminal: never,
};

function operatorCase(entity: CaseEntity): CaseEntity {
  const { facts: _facts, ...told } = entity;
  return withoutHousehold(told);
}

/** Ids outside the closed list hold words of a source (a category) and are left out whole. */
function visitorKpi(streets: ReadonlySet<string>) {
  return (kpi: KpiEntity): KpiEntity | null => {
    const { id, value, area, part, of, from, to } = kpi;
    const [name = id] = id.split('@');
    if (!KNOWN_KPIS.has(name) || INTERNAL_KPIS.has(name)) return null;
    if (part !== undefined && of !== undefined) {
      const period = from === undefined || to === undefined ? {} : { from, to };
      return area === null && of >= SMALL_CELL ? { id, value, area, part, of, ...period } : null;
    }
    const told = area === null || (streets.has(area) && (value === 0 || value >= SMALL_CELL));
    return told ? { id, value, area } : null;
  };
}

function visitorSeries({ id, from, stepMs, values }: SeriesEntity): SeriesEntity | null {
  return KNOWN_SERIES.has(id) ? { id, from, stepMs, values } : null;
}
