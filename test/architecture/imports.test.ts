import { describe, expect, it } from 'vitest';
import { importEdges } from '../support/architecture/imports.ts';
import { importViolations } from '../support/architecture/rules.ts';

const edge = (from: string, file: string | null, options: { package?: string; typeOnly?: boolean } = {}) => ({
  from,
  file,
  package: options.package ?? null,
  typeOnly: options.typeOnly ?? false,
});

describe('who may import whom', () => {
  it('holds over the whole tree', () => {
    expect(importViolations(importEdges())).toEqual([]);
  });

  it.each([
    ['a page file that imports the gateway', edge('screen/live/x.ts', 'gateway/fold/index.ts')],
    [
      'a type is no escape across screen and gateway',
      edge('screen/live/x.ts', 'gateway/log/port.ts', { typeOnly: true }),
    ],
    ['simulated feeds that reach into the gateway', edge('mock-feeds/main.ts', 'gateway/ingest/index.ts')],
    ['a value of another gateway room', edge('gateway/live/site.ts', 'gateway/log/open.ts')],
    ['a value even of a port', edge('gateway/live/site.ts', 'gateway/log/port.ts')],
    [
      'a contract that is no leaf',
      edge('gateway/contract/entry.ts', 'gateway/log/port.ts', { typeOnly: true }),
    ],
    ['a fold that knows the log', edge('gateway/fold/index.ts', 'gateway/log/port.ts', { typeOnly: true })],
    ['a panel that imports a panel', edge('screen/panels/today/Panel.vue', 'screen/panels/alarms/rows.ts')],
    ['a layer that imports a layer', edge('screen/map/layers/items.ts', 'screen/map/layers/alarms.ts')],
    ['a second door for a library', edge('gateway/live/x.ts', null, { package: 'ioredis' })],
    ['a command that is imported', edge('gateway/http/app.ts', 'gateway/cli/say.ts')],
  ])('refuses %s', (_what, broken) => {
    expect(importViolations([broken])).toHaveLength(1);
  });

  it.each([
    ['types of a port', edge('gateway/live/site.ts', 'gateway/log/port.ts', { typeOnly: true })],
    ['the composition root', edge('gateway/main.ts', 'gateway/log/open.ts')],
    ['a scene that places panels', edge('screen/scenes/overview/Scene.vue', 'screen/map/MapView.vue')],
    ['the contract from the page', edge('screen/live/replica.ts', 'gateway/contract/wire.ts')],
  ])('permits %s', (_what, fine) => {
    expect(importViolations([fine])).toEqual([]);
  });
});
