import { expect, test } from 'vitest';
import { createFlights } from '../../../../../screen/map/view/flight.ts';
import type { Framing } from '../../../../../screen/map/view/sight.ts';
import { createSignal } from '../../../../../screen/map/view/view.ts';

const centre = { lng: 103.8, lat: 25.6 };

/** A map whose room may change: the whole county is shown at the zoom of the room. */
function bench(lasts: boolean) {
  const room = { zoom: 9 };
  const seen: Framing[] = [];
  const settled = createSignal<boolean>();
  const move = (to: Framing) => {
    // As the engines do: a flight that is broken off has settled, and a jump at once.
    settled.emit(true);
    seen.push(to);
  };
  const flights = createFlights({ onChange: settled.on }, move, lasts);
  const closer = (steps: number) => () => ({ centre, zoom: room.zoom + steps });
  return { room, seen, settled, flights, closer };
}

test('a flight under way tells where it ends in the room of now, until it has settled', () => {
  const { room, seen, settled, flights, closer } = bench(true);
  expect(flights.end()).toBeNull();
  flights.to(closer(3));
  settled.emit(false);
  room.zoom = 8;
  expect(flights.end()).toEqual({ centre, zoom: 11 });
  settled.emit(true);
  expect(flights.end()).toBeNull();
  expect(seen).toEqual([{ centre, zoom: 12 }]);
});

test('a flight that another breaks off does not take its successor with it', () => {
  const { flights, closer } = bench(true);
  flights.to(closer(3));
  flights.to(closer(0));
  expect(flights.end()).toEqual({ centre, zoom: 9 });
});

test('a jump has ended when it has begun, and nothing is heard of a map that is gone', () => {
  const { flights, closer } = bench(false);
  flights.to(closer(3));
  expect(flights.end()).toBeNull();
  const gone = bench(true);
  gone.flights.to(gone.closer(1));
  gone.flights.stop();
  gone.settled.emit(true);
  expect(gone.flights.end()).toEqual({ centre, zoom: 10 });
});
