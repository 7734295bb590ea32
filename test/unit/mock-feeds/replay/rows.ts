import { type Mapping, readMapping } from '../../../../mock-feeds/replay/mapping.ts';
import { type Row, readTable } from '../../../../mock-feeds/replay/table.ts';

const MAPPING = {
  source: 'urn:test',
  timeZone: 'America/New_York',
  id: { column: 'no', prefix: 'T-' },
  receivedAt: 'opened',
  dueAt: 'due',
  closedAt: 'done',
  status: { column: 'status', closed: ['Closed'] },
  title: { columns: ['title', 'type'] },
  location: { lng: 'x', lat: 'y' },
  kind: { column: 'type', map: { Lamp: 'FACILITY' }, default: 'APPEAL' },
  holder: { column: 'unit', map: { PW: 'Public Works' } },
};

export const mappingOf = (changes: object = {}): Mapping =>
  readMapping(JSON.stringify({ ...MAPPING, ...changes }), 'test.json');

const HEADER = 'no,opened,due,done,status,title,type,x,y,unit';

/** A table of CSV lines under the usual header; the first line is line 2 of the file. */
export const tableOf = (...lines: readonly string[]) => readTable([HEADER, ...lines].join('\n'), 'test.csv');

export function rowOf(line: string): Row {
  const row = tableOf(line).rows[0];
  if (row === undefined) throw new Error('no row');
  return row;
}

export const CLOSED =
  '7,2022-01-03 10:00:00,2022-01-05 08:30:00,2022-01-04 09:00:00,Closed,,Lamp,-71.06,42.36,PW';
export const OPEN = '8,2022-01-04 12:00:00,,,Open,Noise,Sound,,,';
