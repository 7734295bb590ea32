import type { Environment } from 'vitest/runtime';

/**
 * Compiles components for a page, not for a string, and brings no browser: what is mounted is drawn by the renderer that a
 * test brings along (`plain-renderer.ts`).
 */
const environment: Environment = {
  name: 'page',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined }),
};

export default environment;
