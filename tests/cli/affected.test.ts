// The one query of the runbook for a breach finds everybody who is affected and nobody else; tests/http/readiness.test.ts asks it of PostgreSQL.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';

const root = join(import.meta.dirname, '../..');
const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');
const folder = mkdtempSync(join(tmpdir(), 'skranke-affected-'));
const query = readFileSync(join(root, 'ops/sql/affected.sql'), 'utf8');
let database: DatabaseSync;

type Row = Record<string, string | number | null | Uint8Array>;

function affected(officer: string, centre: string, begun: number, ended: number): Row[] {
  const first = "(values ('*', '*', 0, 4102444800))";
  assert.ok(query.includes(first));
  return database.prepare(query.replace(first, `(values ('${officer}', '${centre}', ${begun}, ${ended}))`)).all() as Row[];
}

before(() => {
  const file = join(folder, 'desk.db');
  const extract = join(folder, 'extract.txt');
  execFileSync(binary, ['register', 'generate', '--persons', '10', '--seed', '1', '--out', extract], { stdio: 'pipe' });
  execFileSync(binary, ['register', 'import', '--database', `sqlite:${file}`, '--keys', join(folder, 'keys'), '--no-progress', extract], { stdio: 'pipe' });
  // A copy, as the runbook has it: whatever else the server's own connections do when a row is written is not there.
  database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  for (const { name } of database.prepare("select name from sqlite_master where type = 'trigger'").all() as { name: string }[]) database.exec(`drop trigger "${name}"`);
  const put = (table: string, row: Row): void => {
    const columns = database.prepare(`select name, type, "notnull" as required, dflt_value as given from pragma_table_info('${table}')`).all() as { name: string; type: string; required: number; given: string | null }[];
    // What the query does not ask about is whatever the column takes.
    const values = columns.map(({ name, type, required, given }) => (name in row ? row[name]! : required === 0 || given !== null ? null : /int/i.test(type) ? 0 : /blob/i.test(type) ? new Uint8Array() : ''));
    const named = columns.filter(({ name, required, given }) => name in row || (required === 1 && given === null));
    database.prepare(`insert into ${table} (${named.map(({ name }) => name).join(', ')}) values (${named.map(() => '?').join(', ')})`)
      .run(...named.map(({ name }) => values[columns.findIndex((column) => column.name === name)]!));
  };
  database.exec('pragma ignore_check_constraints = on');
  for (const [case_id, centre_id, applicant_id] of [['c1', 'aarhus', 'ann'], ['c2', 'aarhus', 'bo'], ['c3', 'odense', 'cai'], ['c4', 'odense', null]] as const)
    put('desk_case', { case_id, centre_id, applicant_id, revision: 1 });
  for (const [case_id, revision, officer_id, at] of [['c1', 1, 'o1', 100], ['c1', 2, 'o2', 300], ['c2', 1, 'o2', 200], ['c3', 1, 'o1', 250], ['c4', 1, 'o1', 260]] as const)
    put('desk_event', { case_id, revision, officer_id, at });
  put('desk_look_up', { look_up_id: 'l1', person_id: 'dan', case_id: 'c4', centre_id: 'odense', officer_id: 'o1', at: 255 });
  put('desk_look_up', { look_up_id: 'l2', person_id: 'ann', case_id: 'c1', centre_id: 'aarhus', officer_id: 'o1', at: 99 });
  put('witness_statement', { statement_id: 's1', approval_id: 'a1', case_id: 'c2', witness_id: 'eva', applicant_id: 'bo', officer_id: 'o2', second_officer_id: 'o3', centre_id: 'aarhus', given_at: 210 });
  put('booking', { booking_id: 'b1', centre_id: 'aarhus', name: 'A', created_at: 50, start: 500 });
  put('booking', { booking_id: 'b2', centre_id: 'aarhus', name: '', created_at: 50, start: 500 });
  put('booking', { booking_id: 'b3', centre_id: 'odense', name: 'B', created_at: 50, start: 80 });
});
after(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const names = (rows: Row[]): unknown[] => rows.map((row) => row['person_id'] ?? row['booking_id'] ?? null);

test('a whole database: everybody', () => {
  assert.deepEqual(names(affected('*', '*', 0, 4102444800)), ['ann', 'bo', 'cai', 'dan', 'eva', 'b1', 'b3']);
});

test('an officer, between two moments, both of them included', () => {
  assert.deepEqual(names(affected('o1', '*', 100, 255)), ['ann', 'cai', 'dan', 'b1']);
  assert.deepEqual(names(affected('o3', '*', 0, 1000)), ['bo', 'eva', 'b1', 'b3'], 'a second officer has seen both');
  assert.deepEqual(names(affected('nobody', 'odense', 0, 1000)), ['b3']);
});

test('a centre', () => {
  assert.deepEqual(names(affected('*', 'odense', 0, 1000)), ['cai', 'dan', 'b3']);
});

test('how often, as what, and when', () => {
  const [ann] = affected('*', '*', 0, 4102444800);
  assert.deepEqual({ ...ann }, { person_id: 'ann', booking_id: null, as_applicant: 1, as_witness: 0, looked_up: 1, times: 3, first_at: 99, last_at: 300 });
});
