import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../contract/errors.ts';

/** The client went away before its request was whole: nobody is left to be answered. */
export class ClientGone extends Error {}

/**
 * Reads a request's body and counts its bytes, whether or not it declares a length. What is beyond `limit` is not kept;
 * the answer does not wait for it.
 * @throws {GatewayError} `body_too_large`
 * @throws {ClientGone}
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    const finish = (settle: () => void) => {
      request.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
      request.on('error', () => undefined);
      settle();
    };
    const onData = (part: Buffer) => {
      bytes += part.length;
      if (bytes <= limit) parts.push(part);
      else finish(() => refuse());
    };
    const refuse = () => {
      request.resume();
      reject(
        new GatewayError(
          'body_too_large',
          `the body is larger than ${limit} bytes; send it in several requests`,
        ),
      );
    };
    const onEnd = () => finish(() => resolve(Buffer.concat(parts, bytes)));
    const onGone = () => finish(() => reject(new ClientGone('the client closed the connection')));
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      refuse();
      return;
    }
    request.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
  });
}

/**
 * The media type of a request, lower case and without parameters, if it is one of `taken`.
 * @throws {GatewayError} `unsupported_media_type` naming what is taken
 */
export function mediaTypeOf<Taken extends string>(request: IncomingMessage, taken: readonly Taken[]): Taken {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((each) => /^\s*charset="?([^"\s]+)"?\s*$/.exec(each)?.[1]).find(Boolean);
  const found = taken.find((each) => each === type.trim());
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (found === undefined) {
    const sent = type.trim() === '' ? 'no content type' : `content type ${type.trim()}`;
    throw new GatewayError('unsupported_media_type', `${sent} was sent; taken are ${taken.join(', ')}`);
  }
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    throw new GatewayError('unsupported_media_type', `charset ${charset} was sent; only UTF-8 is taken`);
  }
  if (encoding !== 'identity') {
    throw new GatewayError('unsupported_media_type', `content encoding ${encoding} was sent; send it plain`);
  }
  return found;
}
