import type { Feature } from 'geojson';
import type { Unit } from '../../../../gateway/contract/region.ts';
import { pointFeature } from '../geojson.ts';
import type { Home } from './locate.ts';
import type { Reading } from './read-areas.ts';
import { chosen, readTable } from './table.ts';

const COLUMNS = {
  id: { headers: ['编号', 'id'], required: false },
  name: { headers: ['名称', 'name'], required: true },
  kind: { headers: ['类别', 'kind', '类型'], required: true },
  unit: { headers: ['单位', 'unit', '所属单位', '单位编号'], required: false },
  lng: { headers: ['经度', 'lng', 'lon', 'longitude'], required: true },
  lat: { headers: ['纬度', 'lat', 'latitude'], required: true },
} as const;

const KINDS = {
  综合执法队: '综合执法队',
  微型消防站: '微型消防站',
  街面警务站: '街面警务站',
  平安前哨: '平安前哨',
  调解工作室: '调解工作室',
} as const;

/** What a resource is checked against. */
export interface ResourceGround {
  readonly home: Home;
  /** Null when the pack has no units. */
  readonly units: readonly Unit[] | null;
}

/** Reads `resources.csv`: stations of teams with their place, in the coordinate system of the import. */
export function readResources(path: string, reading: Reading, { home, units }: ResourceGround): Feature[] {
  const seen = new Set<string>();
  return readTable(path, COLUMNS, reading.findings, (row, i): Feature[] => {
    const { name, unit, lng, lat } = row.cells;
    const id = row.cells.id || `res-${String(i + 1).padStart(3, '0')}`;
    if (seen.has(id)) row.fail('id', `"${id}" is there twice; every id must be its own`);
    seen.add(id);
    const kind = chosen(row, 'kind', KINDS);
    if (unit !== '' && units?.every((known) => known.id !== unit))
      row.fail('unit', `"${unit}" is no unit of units.csv; give the id of one`);
    if (lng === '' || lat === '') return [];
    const point = reading.position([Number(lng), Number(lat)]);
    if (typeof point === 'string') {
      row.fail('lng', Number.isFinite(Number(lng) + Number(lat)) ? point : `"${lng},${lat}" are not degrees`);
      return [];
    }
    const stands = home(point);
    if (stands === null) row.fail('lng', `${point.join()} lies outside of the county`);
    return [pointFeature(point, { id, name, kind, ...(unit === '' ? {} : { unit }), ...stands })];
  });
}
