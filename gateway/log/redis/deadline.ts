/**
 * The reply, or a rejection when it does not come within `ms` or the signal aborts first. The request itself goes on
 * unheard: whoever gives up on it drops its connection too.
 */
export async function within<Reply>(
  ms: number,
  request: Promise<Reply>,
  signal?: AbortSignal,
): Promise<Reply> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no reply within ${ms} ms`)), ms);
  const onAbort = () => reject(new Error('called off'));
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    signal?.throwIfAborted();
    return await Promise.race([request, promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    request.catch(() => {});
  }
}
