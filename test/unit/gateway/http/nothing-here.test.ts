import { describe, expect, it } from 'vitest';
import { methodsOf } from '../../../../gateway/http/nothing-here.ts';

describe('an address asked with another method', () => {
  it('names the methods that it takes', () => {
    expect(methodsOf('/v1/events')).toEqual(['POST']);
    expect(methodsOf('/v1/cases/demo-1')).toEqual(['GET']);
    expect(methodsOf('/v1/state/')).toEqual(['GET']);
  });

  it('names none where nothing is served', () => {
    expect(methodsOf('/v1/persons')).toEqual([]);
    expect(methodsOf('/v1/cases/a/b')).toEqual([]);
  });
});
