import { describe, expect, it } from 'vitest';
import { urlOf } from '../../../../gateway/ops/listen.ts';

describe('the address of the gateway', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:8080'],
    ['::1', 'http://[::1]:8080'],
    ['0.0.0.0', 'http://127.0.0.1:8080'],
    ['::', 'http://[::1]:8080'],
    ['wall.example', 'http://wall.example:8080'],
  ])('bound to %s is called %s', (host, url) => {
    expect(urlOf(host, 8_080)).toBe(url);
  });
});
