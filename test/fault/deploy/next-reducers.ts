import { registerHooks } from 'node:module';

/**
 * Loaded before a gateway starts, or before a fold: the very same program, built with the next version of the reducers.
 * They fold differently: items and alarms have one more derived field, which is told to the walls and is in every hash.
 */
const CHANGES: readonly (readonly [file: string, change: (text: string) => string])[] = [
  [
    'index.ts',
    (text) =>
      text.replace(/REDUCER_VERSION = (\d+)/, (_all, version) => `REDUCER_VERSION = ${Number(version) + 1}`),
  ],
  ...['case.ts', 'alarm.ts'].map(
    (file) =>
      [
        file,
        (text: string) => text.replace(/\btitle: cells\.title\.v,/, '$& titleLength: cells.title.v.length,'),
      ] as const,
  ),
];

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const change = CHANGES.find(([file]) => url.endsWith(`/gateway/fold/${file}`))?.[1];
    if (change === undefined) return loaded;
    const text = String(loaded.source);
    const source = change(text);
    if (source === text) throw new Error(`${url} does not read as the next version of it expects`);
    return { ...loaded, source };
  },
});
