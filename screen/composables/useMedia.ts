import { readonly, type ShallowRef, shallowRef, watch } from 'vue';
import { useWall } from './useWall.ts';

/**
 * Address of a stored picture that an `<img>` can show, or null while there is none. The picture is fetched with the
 * viewer's key, which an `<img>` cannot send; its memory is given back when the hash changes or the component goes.
 */
export function useMedia(hash: () => string | null): Readonly<ShallowRef<string | null>> {
  const { media } = useWall();
  const address = shallowRef<string | null>(null);
  watch(
    hash,
    async (wanted, _before, onCleanup) => {
      let made: string | null = null;
      let current = true;
      onCleanup(() => {
        current = false;
        address.value = null;
        if (made !== null) URL.revokeObjectURL(made);
      });
      const picture = wanted === null ? null : await media(wanted);
      if (!current || picture === null) return;
      made = URL.createObjectURL(picture);
      address.value = made;
    },
    { immediate: true },
  );
  return readonly(address);
}
