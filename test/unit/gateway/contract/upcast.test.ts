import { describe, expect, it } from 'vitest';
import { type Upcasts, unevenUpcasts, upcast } from '../../../../gateway/contract/index.ts';

/** A type that was renamed once and split once since the log was written. */
const steps: Upcasts = {
  'case.received': [
    (data) => ({ ...data, title: data.name }),
    (data) => ({ ...data, location: { lng: data.lng, lat: data.lat } }),
  ],
};

describe('data of a recorded entry', () => {
  it('is read in today’s shape, whatever its age', () => {
    const oldest = { name: '井盖破损', lng: 103.82, lat: 25.6 };
    expect(upcast('case.received', 1, oldest, steps)).toMatchObject({
      title: '井盖破损',
      location: { lng: 103.82, lat: 25.6 },
    });
    expect(upcast('case.received', 2, { title: '路灯不亮', lng: 1, lat: 2 }, steps)).toMatchObject({
      location: { lng: 1, lat: 2 },
    });
    expect(upcast('case.received', 3, { title: '今天' }, steps)).toEqual({ title: '今天' });
  });

  it('of a newer version is refused with both versions named', () => {
    expect(() => upcast('case.received', 4, {}, steps)).toThrow(/version 4.*up to 3/);
  });

  it('has one upcast for every version but the first', () => {
    expect(unevenUpcasts()).toEqual([]);
    expect(unevenUpcasts(steps)).toEqual(['case.received']);
  });
});
