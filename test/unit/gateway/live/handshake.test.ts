import { describe, expect, it } from 'vitest';
import type { Access, Identity } from '../../../../gateway/access/port.ts';
import { GatewayError } from '../../../../gateway/contract/errors.ts';
import { admit, originAllowed, readAuth } from '../../../../gateway/live/handshake.ts';

const rules = { allowed: ['https://wall.example'], loopbackOnly: false };
const from = (headers: Record<string, string>) => ({ headers });

describe('an origin', () => {
  it.each([
    ['the gateway’s own', { host: 'hall.example:8080', origin: 'http://hall.example:8080' }, true],
    ['one of the list', { host: 'hall.example:8080', origin: 'https://wall.example' }, true],
    ['none, as outside a browser', { host: 'hall.example:8080' }, true],
    ['a foreign one', { host: 'hall.example:8080', origin: 'http://evil.example' }, false],
    ['the same host on another port', { host: 'hall.example:8080', origin: 'http://hall.example' }, false],
    ['an opaque one', { host: 'hall.example:8080', origin: 'null' }, false],
  ])('is judged: %s', (_what, headers, allowed) => {
    expect(originAllowed(from(headers), rules)).toBe(allowed);
  });

  it.each([
    ['localhost:8080', true],
    ['127.0.0.1:8080', true],
    ['[::1]:8080', true],
    ['rebound.example:8080', false],
  ])('in demo access counts only under a name of this machine: %s', (host, allowed) => {
    const headers = from({ host, origin: `http://${host}` });
    expect(originAllowed(headers, { ...rules, loopbackOnly: true })).toBe(allowed);
  });
});

describe('a handshake', () => {
  const reader: Identity = {
    kind: 'read',
    key: 'read-key',
    projection: 'operator',
    producer: null,
    mayCommand: true,
    mayAdminister: false,
  };
  const access: Access = {
    mode: 'keys',
    identify: (bearer) => {
      if (bearer === 'reader') return reader;
      return bearer === 'producer' ? { ...reader, kind: 'producer', projection: null } : null;
    },
  };
  const refusal = (auth: unknown) => {
    try {
      admit(access, readAuth(auth));
    } catch (error) {
      return error instanceof GatewayError ? error.code : error;
    }
    return null;
  };

  it('lets a reader in', () => {
    expect(admit(access, readAuth({ proto: 1, token: 'reader' }))).toBe(reader);
  });

  it.each([
    ['without a key', { proto: 1 }, 'unauthorized'],
    ['with an unknown key', { proto: 1, token: 'guessed' }, 'unauthorized'],
    ['with a producer’s key', { proto: 1, token: 'producer' }, 'forbidden'],
    ['that cannot be read', 'hello', 'unauthorized'],
    ['that asks for a view there is not', { proto: 1, token: 'reader', as: 'admin' }, 'unauthorized'],
  ])('is refused %s', (_how, auth, code) => {
    expect(refusal(auth)).toBe(code);
  });
});
