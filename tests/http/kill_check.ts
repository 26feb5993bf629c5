// What must be true of the tables after anything, read without the code that wrote them: every visit and ticket that somebody was told of
// is there as they were told, there are no others, and each visit that stands has its seats alone.
import { DatabaseSync } from 'node:sqlite';
import type { RunningPostgres } from './running_postgres.ts';

export type Rows = (sql: string) => readonly (readonly string[])[]; // each value as text; null is empty

interface Told { readonly id: string; readonly name: string; readonly start: string; readonly state: string }

const grid = 15; // minutes

export const fromSqlite = (file: string): Rows => (sql) => {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return (database.prepare(sql).all() as Record<string, string | number | null>[]).map((row) => Object.values(row).map((value) => String(value ?? '')));
  } finally {
    database.close();
  }
};

export const fromPostgres = (postgres: RunningPostgres): Rows => (sql) =>
  postgres.psql('-At', '-F', '\t', '-c', sql).split('\n').filter((line) => line !== '').map((line) => line.split('\t'));

// What is wrong, a sentence each.
export function findings(rows: Rows, visits: readonly Told[], tickets: readonly string[]): string[] {
  return [...ofVisits(rows, visits), ...ofSeats(rows), ...ofTickets(rows, tickets)];
}

function ofVisits(rows: Rows, visits: readonly Told[]): string[] {
  const wrong: string[] = [];
  const kept = new Map(rows('select booking_id, name, state, start from booking').map(([id = '', ...rest]) => [id, rest]));
  const told = new Map(visits.map((visit) => [visit.id, visit]));
  if (told.size !== visits.length) wrong.push('two were told of the same visit');
  for (const { id, name, start, state } of visits) {
    const is = kept.get(id);
    const expected = [name, state, String(Date.parse(start) / 60_000)];
    if (is === undefined) wrong.push(`lost: visit ${id}`);
    else if (is.join('|') !== expected.join('|')) wrong.push(`visit ${id} is ${is.join(', ')}, and was told as ${expected.join(', ')}`);
  }
  for (const id of kept.keys()) if (!told.has(id)) wrong.push(`nobody was told of visit ${id}`);
  const answered = rows('select booking_id from booking_request').map(([id = '']) => id);
  if (answered.length !== new Set(answered).size) wrong.push('one visit answers two wishes');
  // Each change has its message, once: in the same transaction.
  const said = new Map(rows("select booking_id, event, count(*) from booking_message where event in ('confirmed', 'cancelled') group by 1, 2").map(([id, event, count]) => [`${id} ${event}`, count]));
  for (const [id, [, state = '']] of kept) {
    for (const event of state === 'cancelled' ? ['confirmed', 'cancelled'] : ['confirmed'])
      if (said.get(`${id} ${event}`) !== '1') wrong.push(`visit ${id} has ${said.get(`${id} ${event}`) ?? 'no'} message "${event}"`);
  }
  return wrong;
}

function ofSeats(rows: Rows): string[] {
  const wrong: string[] = [];
  const expected = new Map<string, string>(); // a counter at a time: whose it is
  for (const [id = '', centre, start, minutes, counter] of rows("select booking_id, centre_id, start, minutes, counter from booking where state = 'booked'")) {
    for (let at = Number(start); at < Number(start) + Number(minutes); at += grid) {
      const seat = `${centre} ${at} ${counter}`;
      if (expected.has(seat)) wrong.push(`${seat} is had by ${id} and ${expected.get(seat)}`);
      expected.set(seat, id);
    }
  }
  const holds = new Set(rows('select hold_id from booking_hold').map(([id = '']) => id));
  let seated = 0;
  for (const [centre, start, counter, id = ''] of rows('select centre_id, start, counter, booking_id from booking_seat')) {
    const owner = expected.get(`${centre} ${start} ${counter}`);
    if (owner === id) ++seated;
    else if (owner !== undefined || !holds.has(id)) wrong.push(`the seat ${centre} ${start} ${counter} is of ${id}, not of ${owner ?? 'nobody'}`);
  }
  if (seated !== expected.size) wrong.push(`${seated} of ${expected.size} seats are taken`);
  return wrong;
}

function ofTickets(rows: Rows, tickets: readonly string[]): string[] {
  const kept = rows('select ticket_id, day, number from ticket');
  const ids = new Set(kept.map(([id = '']) => id));
  const told = new Set(tickets);
  const wrong = tickets.filter((id) => !ids.has(id)).map((id) => `lost: ticket ${id}`);
  for (const id of ids) if (!told.has(id)) wrong.push(`nobody was told of ticket ${id}`);
  if (told.size !== tickets.length) wrong.push('two were given the same ticket');
  if (new Set(kept.map(([, day, number]) => `${day} ${number}`)).size !== kept.length) wrong.push('two tickets of a day have one number');
  return wrong;
}
