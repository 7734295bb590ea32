/** Told once when a way to the gateway is down, and once when it is up again. */
export type OnLink = (up: boolean, reason: string) => void;

/** Keeps whether one way works, and tells only changes. */
export function linkState(onLink: OnLink): OnLink {
  let down = false;
  return (up, reason) => {
    if (down !== up) return;
    down = !up;
    onLink(up, reason);
  };
}

/** Joins several ways to one gateway: it is down with the first of them, and up again with the last. */
export function sharedLink(onLink: OnLink): () => OnLink {
  const downWays = new Set<object>();
  return () => {
    const way = {};
    return (up, reason) => {
      const before = downWays.size;
      if (up) downWays.delete(way);
      else downWays.add(way);
      if ((before === 0) !== (downWays.size === 0)) onLink(downWays.size === 0, reason);
    };
  };
}
