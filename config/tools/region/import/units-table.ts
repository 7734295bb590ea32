import { type Unit, unit } from '../../../../gateway/contract/region.ts';
import type { Findings } from './findings.ts';
import type { ImportedArea } from './model.ts';
import { chosen, readTable, type TableRow } from './table.ts';

const COLUMNS = {
  id: { headers: ['编号', 'id', '单位编号'], required: true },
  name: { headers: ['名称', 'name', '单位名称'], required: true },
  shortName: { headers: ['简称', 'shortName'], required: false },
  level: { headers: ['级别', 'level', '层级'], required: true },
  kind: { headers: ['类别', 'kind', '类型'], required: true },
  area: { headers: ['区划', 'area', '辖区', '区划代码'], required: false },
  mode: { headers: ['入驻方式', 'mode', '驻点方式'], required: false },
  dutyPhone: { headers: ['值班电话', 'dutyPhone'], required: false },
  liaisonPost: { headers: ['联络岗位', 'liaisonPost', '联络员岗位'], required: false },
} as const;
type Column = keyof typeof COLUMNS;

const LEVEL = { 区县: 'COUNTY', 镇街: 'TOWNSHIP', 村社区: 'VILLAGE', '村(社区)': 'VILLAGE' } as const;
const KIND = {
  部门: 'department',
  镇街: 'town',
  村社区: 'village',
  '村(社区)': 'village',
  队伍: 'team',
} as const;
const MODE = { 常驻: 'RESIDENT', 轮驻: 'ROTATING', 随驻: 'ON_CALL' } as const;

/** Code of the area that a cell names by code or, where it is the only one of that name, by name. */
function areaOf(row: TableRow<Column>, areas: readonly ImportedArea[]): string {
  const { area } = row.cells;
  const county = areas[0]?.code ?? '';
  if (area === '') return county;
  const found = areas.filter(({ code, name }) => code === area || name === area);
  const [only] = found;
  if (only && found.length === 1) return only.code;
  row.fail(
    'area',
    found.length === 0
      ? `"${area}" is no area of the region`
      : `"${area}" is the name of several areas; give the code`,
  );
  return county;
}

/** Reads `units.csv`: organisations and posts, checked like `units.json`; the first area is the county. */
export function readUnits(path: string, areas: readonly ImportedArea[], findings: Findings): Unit[] {
  const seen = new Map<string, string>();
  return readTable(path, COLUMNS, findings, (row): Unit[] => {
    const { id, name, shortName, dutyPhone, liaisonPost } = row.cells;
    const twin = seen.get(id);
    if (twin !== undefined) row.fail('id', `"${id}" is that of ${twin} too; every id must be its own`);
    if (id !== '') seen.set(id, row.where);
    const parsed = unit.safeParse({
      id,
      name,
      shortName: shortName || name,
      level: chosen(row, 'level', LEVEL),
      kind: chosen(row, 'kind', KIND),
      area: areaOf(row, areas),
      mode: chosen(row, 'mode', MODE),
      dutyPhone: dutyPhone || null,
      liaisonPost: liaisonPost || null,
    });
    if (parsed.success) return [parsed.data];
    for (const { path: where, message } of parsed.error.issues) tell(row, where[0] as Column, message);
    return [];
  });
}

/** Words of the closed lists have been told already, and so has what is empty and may not be. */
const TOLD: ReadonlySet<Column> = new Set(['level', 'kind', 'mode']);

function tell(row: TableRow<Column>, column: Column, message: string): void {
  const { name, shortName } = row.cells;
  if (column === 'shortName' && shortName === '' && name !== '')
    row.fail(column, 'is missing, and the name is too long to stand for it');
  else if (row.cells[column] !== '' && !TOLD.has(column)) row.fail(column, message);
}
