import type {
  AlarmEntity,
  CaseEntity,
  KpiEntity,
  TerminalEntity,
  VideoEntity,
} from '../../../../gateway/contract/entities.ts';
import { EMPTY_LIFE } from '../../../../gateway/contract/life.ts';
import type { AreaShape, RegionGeometry } from '../../../../screen/map/geo/geometry.ts';
import type { Rings } from '../../../../screen/map/geo/polygon.ts';
import type { MapData } from '../../../../screen/map/port.ts';
import { COLOUR_TOKENS, type Colours, type Theme } from '../../../../screen/styles/tokens.ts';

const tracked = { source: 'urn:test', reality: 'simulated', version: 1, flags: [] } as const;
const placed = {
  location: { lng: 100.5, lat: 25.5 },
  area: null,
  village: null,
  street: null,
  address: null,
};

export function item(over: Partial<CaseEntity> = {}): CaseEntity {
  return {
    ...tracked,
    ...placed,
    id: 'c1',
    title: '井盖破损',
    kind: 'FACILITY',
    category: null,
    channel: null,
    state: 'IN_PROGRESS',
    level: null,
    urgency: null,
    handlingLevel: null,
    holder: null,
    holderUnit: null,
    receivedAt: 0,
    startAt: null,
    pausedMs: 0,
    dueAt: null,
    originalDueAt: null,
    warnAt: null,
    dueSource: null,
    limit: null,
    provisional: false,
    restsUntil: null,
    remainingWorkdays: null,
    overdueReason: null,
    life: EMPTY_LIFE,
    pausedAt: null,
    closedAt: null,
    basis: null,
    sla: 'NONE',
    verdict: null,
    outcome: null,
    people: null,
    amount: null,
    photos: [],
    link: null,
    stateSince: 0,
    ...over,
  };
}

export function alarm(over: Partial<AlarmEntity> = {}): AlarmEntity {
  return {
    ...tracked,
    ...placed,
    id: 'a1',
    title: '燃气浓度报警',
    type: 'GAS',
    priority: 'P1',
    device: null,
    reading: null,
    state: 'UNACKED',
    active: true,
    acked: false,
    raisedAt: 0,
    waitingSince: 0,
    ackedAt: null,
    ackedBy: null,
    ackBy: 60_000,
    late: false,
    ackUntil: null,
    silenced: false,
    returnedAt: null,
    clearedAt: null,
    finishedAt: null,
    expiresAt: null,
    raises: 1,
    chattering: false,
    stale: false,
    shelved: null,
    outOfService: null,
    duplicateOf: null,
    replacedBy: null,
    item: null,
    health: 'OK',
    ...over,
  };
}

export function lead(over: Partial<VideoEntity> = {}): VideoEntity {
  return {
    ...tracked,
    ...placed,
    id: 'v1',
    title: '占道',
    type: 'STREET_OCCUPY',
    camera: null,
    algorithm: null,
    confidence: null,
    media: null,
    raisedAt: 0,
    state: 'LEAD',
    judgedAt: null,
    judgedBy: null,
    item: null,
    ...over,
  };
}

export function terminal(over: Partial<TerminalEntity> = {}): TerminalEntity {
  return {
    ...tracked,
    id: 't1',
    name: '终端 1',
    unit: null,
    village: null,
    street: null,
    location: { lng: 100.5, lat: 25.5 },
    fixAt: 0,
    accuracyM: null,
    headingDeg: null,
    battery: null,
    onDuty: true,
    state: 'ONLINE',
    sosAt: null,
    rostered: true,
    dispatch: null,
    ...over,
  };
}

export function kpi(id: string, value: number, area: string | null = null): KpiEntity {
  return { id, value, area };
}

export function byId<T extends { readonly id: string }>(...entities: readonly T[]): ReadonlyMap<string, T> {
  return new Map(entities.map((entity) => [entity.id, entity]));
}

export function mapData(over: Partial<MapData> = {}): MapData {
  return {
    case: new Map(),
    alarm: new Map(),
    terminal: new Map(),
    video: new Map(),
    kpi: new Map(),
    calling: [],
    focus: null,
    measure: 'open',
    track: null,
    ...over,
  };
}

export function square(west: number, south: number, side: number): readonly Rings[] {
  const [east, north] = [west + side, south + side];
  return [
    [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  ];
}

export function area(id: string, west: number, south: number, side = 1): AreaShape {
  const middle = { lng: west + side / 2, lat: south + side / 2 };
  return { id, name: id, label: middle, polygons: square(west, south, side) };
}

export function collection(
  polygons: readonly Rings[],
  properties: Record<string, unknown>,
): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: polygons.map((coordinates) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Polygon', coordinates },
    })),
  };
}

const none = {
  county: null,
  towns: null,
  villages: null,
  grids: null,
  rivers: null,
  roads: null,
  town_points: null,
};

/** A county of one square degree; nothing else unless told. */
export function geometry(
  over: Partial<RegionGeometry['layers']> = {},
  towns: readonly AreaShape[] = [],
): RegionGeometry {
  const county = square(100, 25, 1);
  const layers = { ...none, county: collection(county, { code: '1' }), ...over };
  return {
    layers,
    county,
    towns,
    villages: [],
    grids: [],
    resources: [],
    cameras: [],
    areas: new Map(towns.map((town) => [town.id, town])),
  };
}

export const colours = Object.fromEntries(
  COLOUR_TOKENS.map((token, index) => [token, `#${(0x100000 + index * 0x111).toString(16)}`]),
) as unknown as Colours;

export const theme: Theme = { colours, remPx: 16, font: 'sans-serif', reducedMotion: false };
