/**
 * Runs in the page: takes the WebGL contexts of these canvases away. Resolves with the time until another whole map
 * stood, ms; rejects after `withinMs`.
 */
export function loseContexts({
  of,
  withinMs,
}: {
  readonly of: string;
  readonly withinMs: number;
}): Promise<number> {
  const map = document.querySelector('[data-drawn]');
  const lostAt = performance.now();
  return new Promise((healed, late) => {
    let gone = false;
    new MutationObserver(() => {
      const drawn = map?.getAttribute('data-drawn') === 'true';
      gone ||= !drawn;
      if (gone && drawn) healed(performance.now() - lostAt);
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-drawn'] });
    setTimeout(() => late(new Error(gone ? 'the map did not come back' : 'the map was not lost')), withinMs);
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>(of)) {
      const gl = canvas.getContext('webgl2') ?? canvas.getContext('webgl');
      gl?.getExtension('WEBGL_lose_context')?.loseContext();
    }
  });
}

/**
 * Runs in the page: takes every WebGL context away and lets no new one be had for `deniedMs`, as while a graphics process
 * starts anew. Resolves once a whole map on WebGL stands again.
 * @returns what was drawn meanwhile, and the time until that map stood since contexts could be had again, ms
 */
export function denyContexts({
  deniedMs,
  withinMs,
}: {
  readonly deniedMs: number;
  readonly withinMs: number;
}): Promise<{ readonly meanwhile: string | null; readonly healedMs: number }> {
  const canvas = HTMLCanvasElement.prototype;
  const { getContext } = canvas;
  const map = document.querySelector('[data-drawn]');
  // A canvas that has a context tells it for ever.
  const known = new Set(document.querySelectorAll('canvas'));
  let freeAt = Number.POSITIVE_INFINITY;
  let meanwhile: string | null = null;
  const denied = (kind: string) => kind.includes('webgl') && freeAt === Number.POSITIVE_INFINITY;
  canvas.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
    const isGone = denied(kind) && !known.has(this);
    return isGone ? null : Reflect.apply(getContext, this, [kind, ...rest]);
  } as typeof getContext;
  for (const one of known) {
    const gl = one.getContext('webgl2') ?? one.getContext('webgl');
    gl?.getExtension('WEBGL_lose_context')?.loseContext();
  }
  setTimeout(() => {
    meanwhile = map?.getAttribute('data-basemap') ?? null;
    canvas.getContext = getContext;
    freeAt = performance.now();
  }, deniedMs);
  return new Promise((healed, late) => {
    const watch = new MutationObserver(() => {
      if (freeAt === Number.POSITIVE_INFINITY || map?.getAttribute('data-drawn') !== 'true') return;
      if (map.getAttribute('data-basemap') === meanwhile) return;
      watch.disconnect();
      healed({ meanwhile, healedMs: performance.now() - freeAt });
    });
    watch.observe(document.body, {
      subtree: true,
      attributes: true,
      attributeFilter: ['data-drawn', 'data-basemap'],
    });
    setTimeout(() => late(new Error(`still ${map?.getAttribute('data-basemap')}`)), withinMs);
  });
}
