import type { Page } from 'playwright-core';

/** Runs in the page before anything else: counts what is made on the graphics card and not given back. */
function countObjects(): void {
  const live = { objects: 0 };
  Object.assign(window, { benchGl: live });
  const kinds = ['Buffer', 'Texture', 'Framebuffer', 'Renderbuffer', 'Program', 'Shader', 'Sampler', 'Query'];
  const wrap = (prototype: object, name: string, after: (made: unknown, given: unknown) => void) => {
    const calls = prototype as Record<string, ((given?: unknown) => unknown) | undefined>;
    const own = calls[name];
    if (own === undefined) return;
    calls[name] = function (this: unknown, given?: unknown) {
      const made = own.call(this, given);
      after(made, given);
      return made;
    };
  };
  const living = new WeakSet<object>();
  const add = (made: unknown) => {
    if (typeof made !== 'object' || made === null) return;
    living.add(made);
    live.objects += 1;
  };
  const drop = (_: unknown, given: unknown) => {
    if (typeof given === 'object' && given !== null && living.delete(given)) live.objects -= 1;
  };
  for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext])
    for (const kind of [...kinds, 'VertexArray']) {
      // One argument is all that these calls take, but for the kind of a shader.
      wrap(prototype, `create${kind}`, add);
      wrap(prototype, `delete${kind}`, drop);
    }
}

/** Starts counting; to be called before the page is asked for. */
export async function watchGlObjects(page: Page): Promise<void> {
  await page.addInitScript(countObjects);
}

/** Objects on the graphics card that nobody has given back. */
export function glObjects(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { benchGl: { objects: number } }).benchGl.objects);
}
