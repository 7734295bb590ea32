import { expect, it } from 'vitest';
import { GatewayError } from '../../../../../gateway/contract/errors.ts';
import { isConnectionFault, unavailable } from '../../../../../gateway/log/redis/failure.ts';

function reply(message: string): Error {
  return Object.assign(new Error(message), { name: 'ReplyError' });
}

it.each([
  [reply("READONLY You can't write against a read only replica."), /point REDIS_URL at the master/],
  [reply('MISCONF Errors writing to the AOF file'), /free space/],
  [reply('NOAUTH Authentication required.'), /user, password/],
  [new Error('connect ECONNREFUSED'), /check that it runs/],
])('turns %s into log_unavailable with advice', (error, advice) => {
  const failure = unavailable(error, 'redis://h');
  expect(failure).toMatchObject({ code: 'log_unavailable', cause: error });
  expect(failure.message).toMatch(/^Redis at redis:\/\/h: /);
  expect(failure.message).toMatch(advice);
});

it('calls a server without room full, with what to do', () => {
  const failure = unavailable(reply("OOM command not allowed when used memory > 'maxmemory'."), 'redis://h');
  expect(failure).toMatchObject({ code: 'log_full', retryAfterS: 5 });
  expect(failure.message).toMatch(/raise maxmemory/);
});

it('leaves an error of the catalogue as it is', () => {
  const error = new GatewayError('log_unavailable', 'entry 3 is missing');
  expect(unavailable(error, 'redis://h')).toBe(error);
});

it.each([
  [new Error('Command timed out'), true],
  [reply('LOADING Redis is loading the dataset in memory'), true],
  [reply('OOM command not allowed'), false],
  ['thrown by nobody', false],
])('knows whether %s may be tried again: %s', (error, expected) => {
  expect(isConnectionFault(error)).toBe(expected);
});
