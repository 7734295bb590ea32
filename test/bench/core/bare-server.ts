import { type BenchProcess, startProcess } from './process.ts';

/** A bare Socket.IO server in a measured process. */
export interface BareServer extends BenchProcess {
  readonly url: string;
  readonly port: number;
  broadcast(frames: readonly string[], everyMs: number): Promise<void>;
  /** Sends the state in the file to everybody who connects. */
  greet(file: string): Promise<void>;
  /** Sends `from + 1`, `from + 2` … to everybody, for ever. */
  number(everyMs: number, from: number): Promise<void>;
}

export async function startBareServer(options: { readonly gc?: boolean } = {}): Promise<BareServer> {
  return listening(startBareProcess(options.gc ?? false), { recovery: false, port: 0 });
}

/** The process alone, warm and not yet reachable. */
export function startBareProcess(gc: boolean): BenchProcess {
  return startProcess(new URL('../clients/bare-server.ts', import.meta.url), { measured: { gc } });
}

/** Makes it reachable; `port` 0 is any free one. */
export async function listening(
  child: BenchProcess,
  options: { readonly recovery: boolean; readonly port: number },
): Promise<BareServer> {
  const port = await child.ask<number>({ do: 'listen', ...options }, 'port');
  return {
    ...child,
    port,
    url: `http://127.0.0.1:${port}`,
    broadcast: (frames, everyMs) => child.ask({ do: 'broadcast', frames, everyMs }, 'sent'),
    greet: (file) => child.ask({ do: 'greet', file }, 'greeting'),
    number: (everyMs, from) => child.ask({ do: 'number', everyMs, from }, 'numbering'),
  };
}
