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
