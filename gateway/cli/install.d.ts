interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;
}

/** Whether every package that the lock file wants on this machine is there in its version. */
export function isInstalled(wanted: Lock | null, present: Lock | null): boolean;

/** True where installing would empty a folder that other programs use. */
export function isLinked(folder: string): boolean;
