import { describe, expect, it } from 'vitest';
import { readSoakArguments } from '../../../fault/soak/arguments.ts';
import { metricOf } from '../../../fault/soak/measure.ts';

describe('the arguments of the soak run', () => {
  it('are two hours of sixty walls unless told otherwise', () => {
    expect(readSoakArguments([])).toMatchObject({ minutes: 120, walls: 60, engine: null });
    expect(readSoakArguments(['--minutes', '5', '--engine', 'sqlite'])).toMatchObject({
      minutes: 5,
      engine: 'sqlite',
    });
  });

  it.each([
    ['--minutes', '0'],
    ['--minutes', 'long'],
    ['--walls', '-1'],
    ['--engine', 'mysql'],
  ])('are refused by name: %s %s', (name, value) => {
    expect(() => readSoakArguments([`${name}=${value}`])).toThrow(name);
  });
});

describe('a metric read from the text format', () => {
  const text = `# HELP yitu_live_clients live clients
# TYPE yitu_live_clients gauge
yitu_live_clients{projection="operator"} 41
yitu_live_clients{projection="visitor"} 2
yitu_live_clients_total 99
yitu_site_position 12
`;
  it('is summed over its labels, and null when it is not there', () => {
    expect(metricOf(text, 'yitu_live_clients')).toBe(43);
    expect(metricOf(text, 'yitu_site_position')).toBe(12);
    expect(metricOf(text, 'yitu_nothing')).toBeNull();
  });
});
