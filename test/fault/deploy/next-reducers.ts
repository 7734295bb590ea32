import { registerHooks } from 'node:module';

/** Loaded before a gateway starts: the very same gateway, built with the next version of the reducers. */
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith('/gateway/fold/index.ts')) return loaded;
    const text = String(loaded.source);
    const source = text.replace(
      /REDUCER_VERSION = (\d+)/,
      (_all, version) => `REDUCER_VERSION = ${Number(version) + 1}`,
    );
    if (source === text) throw new Error(`${url} does not name its version as expected`);
    return { ...loaded, source };
  },
});
