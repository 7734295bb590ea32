type Context = Pick<WebGLRenderingContext, 'getExtension'>;

/** What has the context of a canvas: asked again, a canvas tells the one that it was first asked for. */
interface Drawn {
  getContext(kind: 'webgl2' | 'webgl'): Context | null;
}

/**
 * Ends what draws on a canvas and gives its context back, also where the end fails: L7 keeps its context alive after
 * `destroy`, and a browser allows only a few.
 */
export function endDrawing(canvas: Drawn | null, end: () => void): void {
  const context = canvas?.getContext('webgl2') ?? canvas?.getContext('webgl');
  try {
    end();
  } finally {
    context?.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
