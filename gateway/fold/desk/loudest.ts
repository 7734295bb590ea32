/** How many devices spoke how often, so that the loudest are known without sorting them all. */
export interface Loudest {
  /** A device spoke for the `times`th time. */
  spoke(times: number): void;
  /** Devices as they stand; nothing else is kept. */
  reset(counts: Iterable<number>): void;
  /** How often the loudest `some` spoke together. */
  total(some: number): number;
}

export function createLoudest(): Loudest {
  let devices: number[] = [];
  const shift = (times: number, by: number) => {
    devices[times] = (devices[times] ?? 0) + by;
  };
  return {
    spoke(times) {
      if (times > 1) shift(times - 1, -1);
      shift(times, 1);
    },
    reset(counts) {
      devices = [];
      for (const times of counts) shift(times, 1);
    },
    total(some) {
      let [left, sum] = [some, 0];
      for (let times = devices.length - 1; times > 0 && left > 0; times -= 1) {
        const those = Math.min(left, devices[times] ?? 0);
        sum += those * times;
        left -= those;
      }
      return sum;
    },
  };
}
