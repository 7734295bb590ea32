import { type ShallowRef, shallowReadonly, shallowRef } from 'vue';

/** Which sources of tiles the map asked for in vain: the footer says so, the wall's own ground stays. */
export interface TileBoard {
  /** Names of the sources that are away. */
  readonly away: Readonly<ShallowRef<readonly string[]>>;
  tell(name: string, here: boolean): void;
}

/** A board on which nothing is away. */
export function createTileBoard(): TileBoard {
  const away = shallowRef<readonly string[]>([]);
  return {
    away: shallowReadonly(away),
    tell(name, here) {
      if (away.value.includes(name) !== here) return;
      away.value = here ? away.value.filter((one) => one !== name) : [...away.value, name];
    },
  };
}
