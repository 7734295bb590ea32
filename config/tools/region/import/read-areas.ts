import { codeOf, type FieldNames, fieldOf } from './fields.ts';
import { type Findings, placeIn } from './findings.ts';
import { shapeContains } from './geometry.ts';
import { type ImportedArea, LAYER_OF, type Level } from './model.ts';
import type { PositionReader } from './positions.ts';
import { type RawFeature, readLayer } from './read-json.ts';
import { readShape } from './shapes.ts';

/** How features are read: from which properties, in which coordinates, and where faults are told. */
export interface Reading {
  readonly fields: FieldNames;
  readonly position: PositionReader;
  readonly findings: Findings;
}

const LONGEST_CODE = 64;
const LONGEST_NAME = 60;

interface Named {
  readonly code: string;
  readonly name: string;
}

/** What a feature is called, or every reason why it is not. */
function namesOf(feature: RawFeature, { fields }: Reading, usual: Partial<Named>): Named | string[] {
  const code = codeOf(feature, fields) ?? usual.code;
  const name = fieldOf(feature, fields.name) ?? usual.name;
  const known = Object.keys(feature.properties).join(', ') || 'none';
  const reasons: string[] = [];
  if (code === undefined)
    reasons.push(
      `has no code (${fields.code.join('|')}); its properties: ${known}; name the right one with --code-field`,
    );
  if (name === undefined)
    reasons.push(
      `has no name (${fields.name.join('|')}); its properties: ${known}; name the right one with --name-field`,
    );
  if ((code?.length ?? 0) > LONGEST_CODE) reasons.push(`its code is longer than ${LONGEST_CODE} characters`);
  if ((name?.length ?? 0) > LONGEST_NAME) reasons.push(`its name is longer than ${LONGEST_NAME} characters`);
  return code === undefined || name === undefined || reasons.length > 0 ? reasons : { code, name };
}

/** Reads the areas of one level; every feature that cannot be one becomes a problem. `usual` names the only one. */
export function readAreas(
  path: string,
  level: Level,
  reading: Reading,
  usual: Partial<Named> = {},
): ImportedArea[] {
  const { findings } = reading;
  const layer = readLayer(path, findings);
  if (layer === null) return [];
  const seen = new Map<string, number>();
  return layer.features.flatMap((feature, index): ImportedArea[] => {
    const where = placeIn(layer.file, index, fieldOf(feature, reading.fields.name));
    const names = namesOf(feature, reading, usual);
    const shape = readShape(feature, reading.position);
    const reasons = [...(Array.isArray(names) ? names : []), ...(typeof shape === 'string' ? [shape] : [])];
    const twin = Array.isArray(names) ? undefined : seen.get(names.code);
    if (!Array.isArray(names)) seen.set(names.code, index);
    if (!Array.isArray(names) && twin !== undefined)
      reasons.push(`its code ${names.code} is that of features[${twin}] too; every code must be its own`);
    findings.problems.push(...reasons.map((reason) => `${where}: ${reason}`));
    if (reasons.length > 0 || Array.isArray(names) || typeof shape === 'string') return [];
    const seat = reading.position(feature.properties.center);
    return [
      {
        level,
        ...names,
        fullName: fieldOf(feature, ['fullName']),
        parent: fieldOf(feature, reading.fields.parent),
        shape,
        seat: typeof seat !== 'string' && shapeContains(shape, seat) ? seat : null,
        generated: false,
        where,
      },
    ];
  });
}

/** The county: one feature, of which the polygons may be many. Its code and name are the region's where it has none. */
export function readCounty(path: string, reading: Reading, usual: Named): ImportedArea | null {
  const areas = readAreas(path, 'county', reading, usual);
  if (areas.length > 1)
    reading.findings.problems.push(
      `${path}: holds ${areas.length} areas; --boundary needs the ${LAYER_OF.county} alone, as one Polygon or MultiPolygon`,
    );
  const [county] = areas;
  return county ? { ...county, parent: null } : null;
}
