import type { Page } from 'playwright-core';

/** What is made on the graphics card and not given back: altogether, and for each canvas. */
interface Living {
  objects: number;
  readonly of: WeakMap<object, number>;
}

/** Runs in the page before anything else: counts what is made on the graphics card and not given back. */
function countObjects(): void {
  const live: Living = { objects: 0, of: new WeakMap() };
  Object.assign(window, { benchGl: live });
  const kinds = ['Buffer', 'Texture', 'Framebuffer', 'Renderbuffer', 'Program', 'Shader', 'Sampler', 'Query'];
  const count = ({ canvas }: WebGLRenderingContext, more: number) => {
    live.objects += more;
    live.of.set(canvas, (live.of.get(canvas) ?? 0) + more);
  };
  const wrap = (
    prototype: object,
    name: string,
    after: (context: WebGLRenderingContext, made: unknown, given: unknown) => void,
  ) => {
    const calls = prototype as Record<string, ((given?: unknown) => unknown) | undefined>;
    const own = calls[name];
    if (own === undefined) return;
    calls[name] = function (this: WebGLRenderingContext, given?: unknown) {
      const made = own.call(this, given);
      after(this, made, given);
      return made;
    };
  };
  const living = new WeakSet<object>();
  for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext])
    for (const kind of [...kinds, 'VertexArray']) {
      // One argument is all that these calls take, but for the kind of a shader.
      wrap(prototype, `create${kind}`, (context, made) => {
        if (typeof made !== 'object' || made === null) return;
        living.add(made);
        count(context, 1);
      });
      wrap(prototype, `delete${kind}`, (context, _, given) => {
        if (typeof given === 'object' && given !== null && living.delete(given)) count(context, -1);
      });
    }
}

/** Starts counting; to be called before the page is asked for. */
export async function watchGlObjects(page: Page): Promise<void> {
  await page.addInitScript(countObjects);
}

/** Objects on the graphics card that nobody has given back. */
export function glObjects(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { benchGl: Living }).benchGl.objects);
}

/** The same of the canvases that a selector finds. */
export function glObjectsOf(page: Page, selector: string): Promise<number> {
  return page.evaluate((wanted) => {
    const { of } = (window as unknown as { benchGl: Living }).benchGl;
    return [...document.querySelectorAll(wanted)].reduce((sum, canvas) => sum + (of.get(canvas) ?? 0), 0);
  }, selector);
}
