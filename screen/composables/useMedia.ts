import { readonly, type ShallowRef, shallowRef, watch } from 'vue';
import { useWall } from './useWall.ts';

/**
 * Address of a stored picture that an `<img>` can show, or null while there is none; `gone`: it was asked for and is not to
 * be had, as its time of keeping is over. The picture is fetched with the viewer's key, which an `<img>` cannot send; its
 * memory is given back when the hash changes or the component goes.
 */
export function useMedia(hash: () => string | null): {
  readonly picture: Readonly<ShallowRef<string | null>>;
  readonly gone: Readonly<ShallowRef<boolean>>;
} {
  const { media } = useWall();
  const address = shallowRef<string | null>(null);
  const gone = shallowRef(false);
  watch(
    hash,
    async (wanted, _before, onCleanup) => {
      let made: string | null = null;
      let current = true;
      onCleanup(() => {
        current = false;
        address.value = null;
        gone.value = false;
        if (made !== null) URL.revokeObjectURL(made);
      });
      const picture = wanted === null ? null : await media(wanted);
      if (!current) return;
      gone.value = wanted !== null && picture === null;
      if (picture === null) return;
      made = URL.createObjectURL(picture);
      address.value = made;
    },
    { immediate: true },
  );
  return { picture: readonly(address), gone: readonly(gone) };
}
