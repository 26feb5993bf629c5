// How versions of the rules stand, and who may do what to them.
import { expect, test } from 'vitest';
import type { Me } from '../staff/session.ts';
import { added, deedsOf, noFlips, sorted, standOf, type Activation, type Version } from './versions.ts';

const today = '2026-12-01';
const deed = (by: string) => ({ by, name: by, at: '2026-11-30T10:00:00Z' });
const activation = (state: Activation['state'], by = 'anna', sha256 = 'new'): Activation =>
  ({ sha256, state, proposed: deed(by), activated: state === 'active' ? deed('bo') : null, withdrawn: null });
const held: Version = { id: 'mitid@new', policy: 'mitid', version: 'new', effective: '2027-01-01', sha256: 'new', standing: 'held', in_force: false, activations: [] };
const proposed: Version = { ...held, activations: [activation('proposed')] };
const toCome: Version = { ...held, standing: 'counts', activations: [activation('active')] };
const inForce: Version = { ...held, standing: 'counts', effective: '2024-01-01', in_force: true, activations: [{ ...activation('installed'), proposed: { by: null, name: null, at: '2026-11-30T10:00:00Z' } }] };

const administrator = (id: string, centre = '*'): Me =>
  ({ id, name: id, shown_name: id, centre: 'aarhus', centre_name: 'Aarhus', trained_until: null, trained: true, roles: [{ centre, role: 'administrator' }] });

test('each version says how it stands', () => {
  expect(standOf(held, today)).toBe('held');
  expect(standOf(proposed, today)).toBe('proposed');
  expect(standOf({ ...held, standing: 'altered' }, today)).toBe('altered');
  expect(standOf({ ...proposed, standing: 'altered' }, today)).toBe('proposed');
  expect(standOf(toCome, today)).toBe('to-come');
  expect(standOf(inForce, today)).toBe('in-force');
  expect(standOf({ ...inForce, in_force: false }, today)).toBe('earlier');
  expect(standOf({ ...inForce, in_force: false, effective: null }, today)).toBe('unknown');
  expect(standOf({ ...held, activations: [activation('proposed', 'anna', 'another text')] }, today)).toBe('held');
});

test('one proposes and another activates, and each may withdraw', () => {
  expect(deedsOf(held, administrator('anna'), today)).toEqual(['proposal']);
  expect(deedsOf(proposed, administrator('anna'), today)).toEqual(['withdrawal']);
  expect(deedsOf(proposed, administrator('bo'), today)).toEqual(['activation', 'withdrawal']);
  expect(deedsOf(toCome, administrator('carl'), today)).toEqual(['withdrawal']);
  expect(deedsOf(toCome, administrator('carl'), '2027-01-01')).toEqual([]);
  expect(deedsOf(inForce, administrator('anna'), today)).toEqual([]);
});

test('who administrates one centre, or nobody, does nothing to rules', () => {
  expect(deedsOf(held, administrator('anna', 'aarhus'), today)).toEqual([]);
  expect(deedsOf(held, null, today)).toEqual([]);
});

test('what waits for somebody comes first', () => {
  expect(sorted([inForce, held, toCome], today)).toEqual({ open: [held, toCome], rest: [inForce] });
});

test('pieces add up', () => {
  const piece = { cases: 5, accepted: 1, no_longer_accepted: 2, otherwise_changed: 1, not_readable: 1 };
  expect(added(added(noFlips, piece), piece)).toEqual({ cases: 10, accepted: 2, no_longer_accepted: 4, otherwise_changed: 2, not_readable: 2 });
});
