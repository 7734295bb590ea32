import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../../config/runtime/problems.ts';
import { readGatewayArguments } from '../../../../gateway/ops/arguments.ts';

describe('the command line of the gateway', () => {
  it('may be empty', () => {
    expect(readGatewayArguments([])).toEqual({ simulated: false, engine: null, rules: null });
  });

  it('names the engine, and the rules of the simulated world', () => {
    const args = ['--simulated', '--engine', 'sqlite', '--rules', 'world'];
    expect(readGatewayArguments(args)).toEqual({ simulated: true, engine: 'sqlite', rules: 'world' });
  });

  it.each([
    ['an engine that is none', ['--engine', 'mysql'], /redis or sqlite/],
    ['an unknown word', ['--nope'], /known are --engine/],
  ])('with %s is refused with what is known', (_what, args, words) => {
    expect(() => readGatewayArguments(args)).toThrow(ConfigurationError);
    expect(() => readGatewayArguments(args)).toThrow(words);
  });
});
