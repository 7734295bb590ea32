/**
 * One client without a page: speaks the text protocol of Socket.IO over the WebSocket that is built into Node, and looks
 * into a message only as far as it must. A load generator that parsed every message of hundreds of clients would be what
 * is measured.
 */
export interface LightClient {
  readonly frames: number;
  readonly bytes: number;
  /** Place of the last frame or heartbeat that fitted, and the token to go on from there. */
  readonly n: number;
  readonly token: string | null;
  /** Frames that did not begin where this client stood. */
  readonly gaps: number;
  close(): void;
}

export interface LightOptions {
  /** `http://127.0.0.1:8080`. */
  readonly origin: string;
  /** `/live`, or empty for the main namespace. */
  readonly namespace: string;
  readonly auth?: object;
  /** Where an earlier connection ended: the token is handed back. */
  readonly from?: { readonly n: number; readonly token: string };
  /** Speaks the protocol of the wall: says `ready`, acknowledges frames. */
  readonly wall: boolean;
  /** It is greeted: by `hello`, or by the connection itself where nobody says hello. */
  readonly onReady?: (hello: Hello | null) => void;
  /** The whole text of a message with its name, once it is taken. */
  readonly onText?: (name: string, text: string) => void;
  readonly onClose?: () => void;
}

export interface Hello {
  readonly n: number;
  readonly mode: string;
  readonly snapshot?: {
    readonly n: number;
    readonly url: string;
    readonly chunks: number;
    readonly token: string;
  };
}

/** As the page does. */
const FRAMES_PER_ACK = 4;
const HEAD_CHARACTERS = 80;
const PLACES = /"b":(\d+),"n":(\d+)/;
const TOKEN = /"tk":"([^"]+)"/;

interface State {
  frames: number;
  bytes: number;
  n: number;
  token: string | null;
  gaps: number;
  unacked: number;
}

/** Connects; everything further happens by itself. Never comes back after a cut. */
export function openLightClient(options: LightOptions): LightClient {
  const { from } = options;
  const place = { n: from?.n ?? 0, token: from?.token ?? null };
  const state: State = { frames: 0, bytes: 0, gaps: 0, unacked: 0, ...place };
  const auth = { ...options.auth, ...(from === undefined ? {} : { resume: from.token }) };
  const socket = new WebSocket(
    `${options.origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
  );
  const comma = options.namespace === '' ? '' : `${options.namespace},`;
  const emit = (name: string, message: object) => socket.send(`42${comma}${JSON.stringify([name, message])}`);
  socket.onmessage = ({ data }) => {
    const text = String(data);
    if (text === '2') return socket.send('3');
    if (text.startsWith('0')) return socket.send(`40${comma}${JSON.stringify(auth)}`);
    if (text.startsWith('40')) return options.wall ? undefined : options.onReady?.(null);
    if (text.startsWith('44')) throw new Error(`refused: ${text}`);
    if (text.startsWith('42')) take(state, options, emit, text);
  };
  socket.onclose = () => options.onClose?.();
  return Object.assign(state, { close: () => socket.close() });
}

type Emit = (name: string, message: object) => void;

function take(state: State, options: LightOptions, emit: Emit, text: string): void {
  const name = nameOf(text);
  if (name === 'hello') greeted(state, options, emit, text);
  if (name === 'frame') {
    state.frames += 1;
    state.bytes += text.length;
  }
  if (options.wall && (name === 'frame' || name === 'hb')) step(state, emit, name, text);
  options.onText?.(name, text);
}

/** `42/live,["frame",{…` → `frame`. */
function nameOf(text: string): string {
  const from = text.indexOf('["') + 2;
  return text.slice(from, text.indexOf('"', from));
}

function greeted(state: State, options: LightOptions, emit: Emit, text: string): void {
  const [, hello] = JSON.parse(text.slice(text.indexOf('['))) as [string, Hello];
  const { snapshot } = hello;
  if (snapshot !== undefined) {
    state.n = snapshot.n;
    state.token = snapshot.token;
    emit('ready', { n: snapshot.n });
  }
  options.onReady?.(hello);
}

function step(state: State, emit: Emit, name: string, text: string): void {
  const [, b, n] = PLACES.exec(text.slice(0, HEAD_CHARACTERS)) ?? [];
  const fits = Number(b) === state.n;
  if (!fits && name === 'frame') state.gaps += 1;
  if (fits) state.n = Number(n);
  if (fits) state.token = TOKEN.exec(text)?.[1] ?? state.token;
  state.unacked += name === 'frame' ? 1 : 0;
  if (state.unacked < (name === 'hb' ? 1 : FRAMES_PER_ACK)) return;
  state.unacked = 0;
  emit('ack', { n: state.n });
}
