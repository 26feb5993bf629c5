// Nearness, distances, days and postcodes as the page says them.
import { expect, test } from 'vitest';
import { byNearness, distanceText, metresBetween, pointAt, ranges, weekdayName, type Centre } from './centres.ts';

const at = (id: string, latitude: number, longitude: number): Centre => ({
  id, name: id, also_known_as: [], country: 'DK', region: null, town: id, other_towns: [],
  position: { latitude, longitude, as_of: null, source: 's' }, address: null, phone: null, email: null, web: null, newer: [], postcodes: [],
});

test('the distance is that of the great circle, as the server has it', () => {
  expect(metresBetween({ latitude: 55.67594, longitude: 12.56553 }, { latitude: 56.15674, longitude: 10.21076 })).toBeCloseTo(156_162, -1);
  expect(metresBetween({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).toBeCloseTo(111_195, -1);
});

test('the nearest comes first, and equals keep their order', () => {
  const centres = [at('far', 57, 10), at('north', 56, 10), at('south', 54, 10), at('here', 55, 10)];
  expect(byNearness(centres, { latitude: 55, longitude: 10 }).map(({ id }) => id)).toEqual(['here', 'north', 'south', 'far']);
});

test('distances are said without a precision that a town has not', () => {
  expect(['en', 'da'].map((language) => distanceText(language, 3439))).toEqual(['3.5 km', '3,5 km']);
  expect(distanceText('en', 10)).toBe('0.5 km');
  expect(distanceText('en', 156_740)).toBe('157 km');
});

test('weekdays have the names of the language', () => {
  expect(weekdayName('en', 'mon')).toBe('Monday');
  expect(weekdayName('da', 'sun')).toBe('søndag');
});

test('postcodes that follow each other are one range', () => {
  expect(ranges(['0900', '1050', '1051', '1060', '2100'])).toEqual(['0900', '1050–1060', '2100']);
  expect(ranges([])).toEqual([]);
});

test('a click means the nearest point within reach', () => {
  const points = [{ x: 0, y: 0 }, { x: 10, y: 0 }];
  expect(pointAt(points, 6, 1, 24)).toBe(points[1]);
  expect(pointAt(points, 60, 0, 24)).toBeNull();
});
