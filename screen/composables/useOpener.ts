/** What had the focus before something opened. */
export interface Opener {
  /** Call it before the focus moves on. */
  keep(): void;
  giveBack(): void;
}

/** Keeps what has the focus and gives it back, so that who goes by keys goes on where they were; nothing where that has gone. */
export function useOpener(): Opener {
  let opener: Element | null = null;
  return {
    keep() {
      opener = document.activeElement;
    },
    giveBack() {
      if (opener instanceof HTMLElement) opener.focus();
      opener = null;
    },
  };
}
