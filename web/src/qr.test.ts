// QR codes, read back by a decoder that somebody else made.
import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { documentsMax } from './case.ts';
import { writePlan } from './plan.ts';
import { modules } from './qr.tsx';

// What a camera sees: each module as a square of pixels.
function decode(rows: readonly (readonly boolean[])[]): string | undefined {
  const scale = 4;
  const size = rows.length * scale;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let y = 0; y < size; ++y) {
    for (let x = 0; x < size; ++x) {
      if (rows[Math.floor(y / scale)]?.[Math.floor(x / scale)]) pixels.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  return jsQR(pixels, size, size)?.data;
}

test('a code says the plan', () => {
  const plan = 'SKRANKE1;mitid;2026-11-24;citizen-service;passport:issuer=SE;health-card:issuer=DK,cpr_number=yes';
  expect(decode(modules(plan) ?? [])).toBe(plan);
});

test('the longest plan of the page fits in a code', () => {
  const facts = {
    issuer: 'DK', form: 'physical', photo: false, cpr_number: true, temporary: false, name_matches: true,
    authority: 'immigration-service', expires: '2031-01-01', issued: '2021-01-01', income_year: 2025,
  };
  const documents = Array.from({ length: documentsMax }, (_, key) => ({ key, kind: 'preliminary-income-assessment', facts, skipped: [] }));
  const plan = writePlan('mitid', { date: '2026-11-24', place: 'high-commissioner-faroe', documents });
  expect(decode(modules(plan) ?? [])).toBe(plan);
});

test('a text that no code can hold gives no code', () => {
  expect(modules('x'.repeat(3000))).toBeNull();
});
