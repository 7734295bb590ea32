import type { Identity, Producer } from '../../../../gateway/access/port.ts';
import type { EventResult } from '../../../../gateway/contract/http.ts';
import type { Rules } from '../../../../gateway/contract/rules.ts';
import type { StateView } from '../../../../gateway/fold/port.ts';
import { createIngest, type IngestOptions } from '../../../../gateway/ingest/index.ts';
import { buildRegionIndex } from '../../../../gateway/ingest/region-index.ts';
import { memoryLog } from '../../../support/memory-log.ts';

export const NOW = Date.parse('2026-11-20T15:20:00+08:00');

/** The event that is accepted for ever (decisions D15), verbatim. */
export const EXAMPLE = JSON.parse(
  '{"specversion":"1.0","id":"demo-1","source":"urn:yitu:example","type":"case.received","subject":"demo-1","time":"2026-11-20T15:19:00+08:00","sequence":1,"data":{"title":"井盖破损","kind":"FACILITY","channel":"GRID_APP","location":{"lng":103.82,"lat":25.6},"urgency":"U4","dueAt":"2026-11-24T18:00:00+08:00"}}',
) as Record<string, unknown> & { data: Record<string, unknown> };

/** The example with other attributes. */
export const event = (changes: Record<string, unknown> = {}) => ({ ...EXAMPLE, ...changes });
/** The example with other data. */
export const withData = (data: Record<string, unknown>, changes: Record<string, unknown> = {}) =>
  event({ ...changes, data: { ...EXAMPLE.data, ...data } });

export const PICTURES = { keepDays: 30, unverifiedDays: 7 };

export const producer = (changes: Partial<Producer> = {}): Identity => ({
  kind: 'producer',
  key: 'producer-key',
  projection: null,
  producer: { id: 'p1', reality: 'actual', crs: 'WGS84', feeds: null, network: null, ...changes },
  mayCommand: false,
  mayAdminister: false,
});

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const polygon = (code: string, ring: number[][]) => ({
  features: [{ properties: { code }, geometry: { type: 'Polygon', coordinates: [ring] } }],
});

/** A county of one degree with a village of a tenth of a degree around the example's place. */
export const region = buildRegionIndex(
  { county: polygon('county', square(103, 25, 1)), villages: polygon('village', square(103.8, 25.55, 0.1)) },
  [
    { id: 'county', name: 'county', level: 'county', parent: null },
    { id: 'village', name: 'village', level: 'village', parent: 'county' },
  ],
);

export const rulesDenying = (...categories: string[]) => ({ denied: { categories } }) as unknown as Rules;

/** A door with a memory log behind it. */
export function door(options: Partial<IngestOptions> = {}) {
  const log = memoryLog();
  const counted = new Map<string, number>();
  const ingest = createIngest({
    log,
    access: { mode: 'keys', identify: () => null },
    clock: { now: () => NOW, simulated: false, rate: 1 },
    rules: () => rulesDenying('国家安全', '反邪教', 'cult'),
    region,
    pictures: PICTURES,
    registration: () => null,
    view: (): StateView | null => null,
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    metrics: {
      count: (name, labels = {}, by = 1) => {
        const key = [name, ...Object.values(labels)].join(' ');
        counted.set(key, (counted.get(key) ?? 0) + by);
      },
      gauge: () => undefined,
    },
    ...options,
  });
  return {
    log,
    counted,
    ingest,
    /** Sends one event and gives its result. */
    async send(value: unknown, identity = producer()): Promise<EventResult> {
      const [result] = (await ingest.events([value], identity)).results;
      if (result === undefined) throw new Error('no result');
      return result;
    },
  };
}
