import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const gateway = process.env.YITU_GATEWAY ?? 'http://127.0.0.1:8080';
/** Faults that take long or need rights: only with `FAULTS=long`. */
const SHORT_FAULTS = process.env.FAULTS === 'long' ? [] : ['test/fault/**/*.long.fault.ts'];
/** Real processes on a shared machine: a test may be tried a second time, and the report then says so. */
const AGAIN = 1;
/** A fault is tried again only when something took too long; a broken invariant is never shaken off by luck. */
const TOOK_TOO_LONG = /^((Test|Hook) timed out in|waited) \d+ ?ms/;
/** Longer than any start of a server, a gateway or a browser on a slow machine: only what hangs is ended by it. */
const HOOK_MS = 240_000;
const PAGE_ENVIRONMENT = fileURLToPath(new URL('./test/support/page-environment.ts', import.meta.url));
const proxied = ['/v1', '/socket.io', '/healthz', '/readyz'];

export default defineConfig({
  root: fileURLToPath(new URL('./screen', import.meta.url)),
  plugins: [vue()],
  resolve: {
    // The builds without blob workers, for L7's adapters too: a strict content policy holds, and one copy is loaded.
    alias: [
      { find: /^maplibre-gl$/, replacement: 'maplibre-gl/dist/maplibre-gl-csp.js' },
      { find: /^mapbox-gl$/, replacement: 'mapbox-gl/dist/mapbox-gl-csp.js' },
    ],
  },
  build: {
    target: 'chrome90',
    outDir: fileURLToPath(new URL('./dist', import.meta.url)),
    emptyOutDir: true,
    // The content security policy takes fonts and pictures from the gateway only, never inlined.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 3_000,
  },
  optimizeDeps: {
    include: [
      '@antv/l7',
      '@antv/l7-maps/maplibre',
      '@antv/l7-maps/mapbox',
      'maplibre-gl',
      'mapbox-gl',
      'pmtiles',
    ],
  },
  server: {
    proxy: Object.fromEntries(proxied.map((path) => [path, { target: gateway, ws: path === '/socket.io' }])),
  },
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    environment: 'node',
    dangerouslyIgnoreUnhandledErrors: false,
    // A run of Vitest leaves one core to its main process, which on two cores leaves one worker, and half of them idle.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        // `@vitest-environment page`: components as a browser gets them, drawn by a renderer of the test's own.
        resolve: { alias: { 'vitest-environment-page': PAGE_ENVIRONMENT } },
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/architecture/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: HOOK_MS,
        },
      },
      {
        extends: true,
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.int.test.ts'],
          testTimeout: 120_000,
          hookTimeout: HOOK_MS,
          retry: AGAIN,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.int.test.ts'],
          testTimeout: 240_000,
          hookTimeout: HOOK_MS,
          retry: AGAIN,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.e2e.ts'],
          testTimeout: 600_000,
          hookTimeout: 2 * HOOK_MS,
          fileParallelism: false,
          retry: AGAIN,
        },
      },
      {
        extends: true,
        test: {
          name: 'fault',
          include: ['test/fault/**/*.fault.ts'],
          exclude: SHORT_FAULTS,
          testTimeout: 1_200_000,
          hookTimeout: HOOK_MS,
          fileParallelism: false,
          retry: { count: process.env.FAULTS === 'long' ? 0 : AGAIN, condition: TOOK_TOO_LONG },
        },
      },
    ],
  },
});
