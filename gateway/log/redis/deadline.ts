/**
 * Calls `expire` after `ms`. When the process itself stood still for longer than that, the reply may lie unread in the
 * socket, as timers run first: so the sockets are read once more before anybody gives up. Returns how to call it off.
 */
export function startDeadline(ms: number, expire: () => void): () => void {
  let lastLook: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    lastLook = setImmediate(expire);
  }, ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(lastLook);
  };
}

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
  const callOff = startDeadline(ms, () => reject(new Error(`no reply within ${ms} ms`)));
  const onAbort = () => reject(new Error('called off'));
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    signal?.throwIfAborted();
    return await Promise.race([request, promise]);
  } finally {
    callOff();
    signal?.removeEventListener('abort', onAbort);
    request.catch(() => {});
  }
}
