import type { Body, KeyNeed, Operation } from './operation.ts';

/** Environment variable that holds the key of each need; null where a call needs none. */
const KEY_VARIABLE: Readonly<Record<KeyNeed, string | null>> = {
  open: null,
  local: 'YITU_ADMIN_KEY',
  any: 'YITU_READ_KEY',
  producer: 'YITU_PRODUCER_KEY',
  sender: 'YITU_PRODUCER_KEY',
  reader: 'YITU_READ_KEY',
  seat: 'YITU_READ_KEY',
  administrator: 'YITU_ADMIN_KEY',
};

export interface CurlOptions {
  readonly url: string;
  /** Demo access: nothing but administration needs a key. */
  readonly demo: boolean;
}

/** Single quotes of the shell: nothing inside is read but the closing quote. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The command line of a call: what a person pastes into a terminal. */
export function curlOf(operation: Operation, options: CurlOptions, body = operation.bodies?.[0]): string {
  const { method, key } = operation;
  const variable = options.demo && key !== 'administrator' ? null : KEY_VARIABLE[key];
  const lines = [
    `curl -sS${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} ${addressOf(operation, options.url)}`,
    ...(variable === null ? [] : [`-H "Authorization: Bearer $${variable}"`]),
    ...(body === undefined ? [] : [`-H ${quoted(`Content-Type: ${body.type}`)}`, dataOf(body)]),
    ...(operation.curl ?? []),
  ];
  const line = lines.join(' \\\n  ');
  return body?.base64 === true ? `printf %s ${quoted(body.example)} | base64 -d | ${line}` : line;
}

/** Double quotes, so that variables are filled in; what stands in them has no sign that the shell would read. */
function addressOf({ path, parameters = [] }: Operation, url: string): string {
  const filled = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce(
      (text, { name, variable, example = '' }) =>
        text.replace(`{${name}}`, variable === undefined ? encodeURIComponent(example) : `$${variable}`),
      path,
    );
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.example !== undefined)
    .map(({ name, example = '' }) => `${name}=${encodeURIComponent(example)}`);
  return `"${url}${filled}${query.length === 0 ? '' : `?${query.join('&')}`}"`;
}

function dataOf({ example, base64, type }: Body): string {
  if (base64 === true) return '--data-binary @-';
  return `${type === 'application/x-ndjson' ? '--data-binary' : '-d'} ${quoted(example)}`;
}
