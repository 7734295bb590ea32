/** What a process holds after a full garbage collection. */
export interface HeapReading {
  readonly heapUsed: number;
  readonly emitters: number;
  /** Functions registered with all of them. */
  readonly listeners: number;
}

/** A debugger's line into a Node process that was started with `--inspect`. */
export interface Inspector {
  /** Looking for objects of a kind makes the engine collect everything that it can first. */
  read(): Promise<HeapReading>;
  close(): void;
}

interface Reply {
  readonly id?: number;
  readonly error?: { readonly message: string };
  readonly result?: unknown;
}

interface Remote {
  readonly result: { readonly objectId?: string; readonly value?: unknown };
}

const GROUP = 'soak';
const PROTOTYPE = `process.getBuiltinModule('node:events').EventEmitter.prototype`;
/** Runs inside the process: how many listeners the found emitters have. */
const COUNT = `function () {
  let listeners = 0;
  for (const emitter of this) {
    const events = Object.hasOwn(emitter, '_events') ? emitter._events : undefined;
    for (const name of events ? Reflect.ownKeys(events) : []) {
      const held = events[name];
      listeners += typeof held === 'function' ? 1 : (held?.length ?? 0);
    }
  }
  return { heapUsed: process.memoryUsage().heapUsed, emitters: this.length, listeners };
}`;

/** @param address `ws://…` as the process prints it */
export async function openInspector(address: string): Promise<Inspector> {
  const { call, close } = await openSession(address);
  return {
    close,
    async read() {
      try {
        const { result: prototype } = await call<Remote>('Runtime.evaluate', {
          expression: PROTOTYPE,
          objectGroup: GROUP,
        });
        const { objects } = await call<{ objects: { objectId: string } }>('Runtime.queryObjects', {
          prototypeObjectId: prototype.objectId,
          objectGroup: GROUP,
        });
        const { result } = await call<Remote>('Runtime.callFunctionOn', {
          objectId: objects.objectId,
          functionDeclaration: COUNT,
          returnByValue: true,
        });
        return result.value as HeapReading;
      } finally {
        await call('Runtime.releaseObjectGroup', { objectGroup: GROUP });
      }
    },
  };
}

async function openSession(address: string) {
  const socket = new WebSocket(address);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  const opened = Promise.withResolvers<void>();
  socket.onopen = () => opened.resolve();
  socket.onclose = () => {
    const gone = new Error('the debugger line is closed');
    opened.reject(gone);
    for (const { reject } of waiting.values()) reject(gone);
  };
  socket.onmessage = ({ data }) => {
    const { id = 0, error, result } = JSON.parse(String(data)) as Reply;
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new Error(error.message));
  };
  await opened.promise;
  return {
    call<Result>(method: string, params: object = {}): Promise<Result> {
      last += 1;
      const asked = Promise.withResolvers<unknown>();
      waiting.set(last, asked);
      socket.send(JSON.stringify({ id: last, method, params }));
      return asked.promise as Promise<Result>;
    },
    close: () => socket.close(),
  };
}
