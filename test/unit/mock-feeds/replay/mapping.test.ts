import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMapping } from '../../../../mock-feeds/replay/mapping.ts';
import { missingColumns } from '../../../../mock-feeds/replay/run.ts';
import { readTable } from '../../../../mock-feeds/replay/table.ts';
import { mappingOf, tableOf } from './rows.ts';

describe('a mapping', () => {
  it('names every bad field and what it should be', () => {
    const wrong = () =>
      mappingOf({ timeZone: 'Mars/Olympus', kind: { default: 'TROUBLE' }, crs: 'EPSG', extra: 1 });
    expect(wrong).toThrow(/test\.json/);
    expect(wrong).toThrow(/IANA time zone/);
    expect(wrong).toThrow(/kind\.default/);
    expect(wrong).toThrow(/crs/);
    expect(wrong).toThrow(/extra/);
  });

  it('that is not JSON is refused by name', () => {
    expect(() => readMapping('{', 'broken.json')).toThrow(/broken\.json 不是有效的 JSON/);
  });

  it('tells which of its columns a file lacks', () => {
    expect(missingColumns(tableOf(), mappingOf())).toEqual([]);
    expect(
      missingColumns(readTable('no,opened,title\n', 'x.csv'), mappingOf({ address: { columns: ['where'] } })),
    ).toEqual(['due', 'done', 'status', 'type', 'where', 'x', 'y', 'unit']);
  });

  it('shipped for Boston 311 is valid and reads no free text or house number', () => {
    const file = new URL('../../../../mock-feeds/replay/mappings/boston311.json', import.meta.url);
    const text = readFileSync(file, 'utf8');
    expect(readMapping(text, 'boston311.json').source).toBe('urn:boston:311');
    expect(text).not.toMatch(/closure_reason|location_street_name|"location": *"/);
  });
});
