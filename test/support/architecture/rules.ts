import type { ImportEdge } from './imports.ts';

const side = (path: string) => path.split('/')[0] ?? '';
/** `gateway/log/redis/x.ts` → `log`; a file directly in the side's folder gives its own name. */
const room = (path: string) => path.split('/')[1] ?? '';

/** Which sides a side may import, and what to do instead of anything else. */
const SIDES: Readonly<Record<string, { readonly may: readonly RegExp[]; readonly say: string }>> = {
  config: {
    may: [/^config\//, /^gateway\/contract\//],
    say: 'config imports gateway/contract only; hand values in',
  },
  gateway: {
    may: [/^gateway\//, /^config\//],
    say: 'the gateway imports config and itself; the page and the feeds speak to it over the wire',
  },
  'mock-feeds': {
    may: [/^mock-feeds\//, /^gateway\/contract\//, /^config\//],
    say: 'mock-feeds imports gateway/contract and config; it speaks to the gateway like any vendor, over the public ways in',
  },
  screen: {
    may: [/^screen\//, /^gateway\/contract\//],
    say: 'the page imports gateway/contract only; take data over HTTP',
  },
};

/** Values that a gateway room may take from another room; everything else is handed in by gateway/main.ts. */
const GATEWAY_VALUES = /^gateway\/(contract|fold)\//;
const GATEWAY_ROOT = /^gateway\/(main\.ts|cli\/)/;

/** The one door of each library with a home. A library that is not listed may be used where it is needed. */
const DOORS: Readonly<Record<string, RegExp>> = {
  ioredis: /^gateway\/log\/redis\//,
  'socket.io': /^gateway\/(live|ingest)\//,
  express: /^gateway\/(http|ingest)\//,
  sharp: /^gateway\/ingest\/picture\.ts$/,
  gcoord: /^(gateway\/ingest\/|config\/tools\/)/,
  pino: /^gateway\/ops\//,
  'prom-client': /^gateway\/ops\//,
  '@antv/l7': /^screen\/map\//,
  '@antv/l7-maps': /^screen\/map\//,
  'maplibre-gl': /^screen\/map\//,
  'mapbox-gl': /^screen\/map\//,
  pmtiles: /^screen\/map\//,
  echarts: /^screen\/charts\//,
  'socket.io-client': /^(screen\/live|mock-feeds)\//,
  vue: /^screen\//,
  'core-js': /^screen\/polyfills\.ts$/,
  'csv-parse': /^(mock-feeds\/replay|config\/tools)\//,
  'topojson-server': /^config\/tools\/region\/import\/topology\.ts$/,
  'topojson-client': /^config\/tools\/region\/import\/topology\.ts$/,
  '@fontsource-variable/noto-sans-sc': /^screen\/styles\//,
  '@fontsource/barlow': /^screen\/styles\//,
};

/** Libraries of the page that the gateway side must not know, beyond their doors. */
const message = (edge: ImportEdge, say: string) =>
  `${edge.from} imports ${edge.file ?? edge.package}: ${say}`;

/** Everything that breaks an import rule, each with the permitted way. */
export function importViolations(edges: readonly ImportEdge[]): string[] {
  return edges.flatMap((edge) =>
    edge.file === null ? doorViolation(edge) : fileViolations(edge, edge.file),
  );
}

function doorViolation(edge: ImportEdge): string[] {
  const door = DOORS[edge.package ?? ''];
  if (door === undefined || door.test(edge.from)) return [];
  return [message(edge, `this library enters by one door, ${door.source}`)];
}

function fileViolations(edge: ImportEdge, file: string): string[] {
  const rule = SIDES[side(edge.from)];
  if (rule !== undefined && !rule.may.some((may) => may.test(file))) return [message(edge, rule.say)];
  if (side(edge.from) === 'gateway') return gatewayViolations(edge, file);
  if (side(edge.from) === 'screen') return screenViolations(edge, file);
  return [];
}

function gatewayViolations(edge: ImportEdge, file: string): string[] {
  if (/^gateway\/cli\//.test(file) && !/^gateway\/cli\//.test(edge.from))
    return [message(edge, 'nothing imports a command')];
  if (side(file) !== 'gateway' || GATEWAY_ROOT.test(edge.from) || room(edge.from) === room(file)) return [];
  if (/^gateway\/contract\//.test(edge.from))
    return [message(edge, 'the contract is the leaf and imports nothing of ours')];
  if (/^gateway\/fold\//.test(edge.from) && !/^gateway\/contract\//.test(file))
    return [message(edge, 'the fold imports the contract only')];
  if (GATEWAY_VALUES.test(file)) return [];
  if (edge.typeOnly && file.endsWith('/port.ts')) return [];
  return [message(edge, "take types from the other room's port.ts; values are handed in by gateway/main.ts")];
}

const PRIVATE_ROOMS = /^screen\/(panels|map\/layers|scenes)\//;

function screenViolations(edge: ImportEdge, file: string): string[] {
  const home = PRIVATE_ROOMS.exec(file)?.[1];
  if (home === undefined) return [];
  const own = new RegExp(`^screen/${home}/`).test(edge.from);
  const depth = home === 'map/layers' ? 4 : 3;
  const unit = (path: string) => path.split('/').slice(0, depth).join('/');
  const isUnit =
    home !== 'map/layers'
      ? /^screen\/(panels|scenes)\/[^/]+\//.test(file) && /^screen\/(panels|scenes)\/[^/]+\//.test(edge.from)
      : own;
  if (!own || !isUnit || unit(edge.from) === unit(file)) return [];
  return [
    message(edge, `one of ${home} may not import another; lift it to screen/state, screen/ui or screen/map`),
  ];
}
