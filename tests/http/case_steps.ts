// The steps of a case at a desk whose calls fail, by an officer who insists: a step that was not answered was taken, or was not, and the case
// says which.
import assert from 'node:assert/strict';
import type { FailingDesk } from './failing_desk.ts';
import type { Reply, Session } from './people.ts';

export type Json = Record<string, unknown>;
export interface Seen { readonly id: string; revision: number; state: string; body: Json; readonly number: string }

export const passport = { kind: 'passport', issuer: 'DK', form: 'physical', cpr_number: true, temporary: false, name_matches: true, expires: '2031-01-01', read_by: 'zone' };
export const hasQuestions = ({ body }: Reply, states: readonly string[]): boolean => states.includes(String((body['questions'] as Json | null)?.['state']));

export class CaseSteps {
  readonly told = new Map<string, Seen>(); // what was answered of each case
  readonly failing: FailingDesk;
  readonly officer: Session;
  #turn = 0;
  #seen: Seen | null = null; // the case that is worked at

  constructor(failing: FailingDesk, officer: Session) {
    this.failing = failing;
    this.officer = officer;
  }

  get seen(): Seen {
    return this.#seen ?? assert.fail('no case');
  }

  path(part = ''): string {
    return `/desk/v1/cases/${this.seen.id}${part === '' ? '' : `/${part}`}`;
  }

  note({ body }: Reply): void {
    this.seen.revision = Number(body['revision']);
    this.seen.state = String(body['state']);
    this.seen.body = body;
  }

  async look(): Promise<Reply> {
    const reply = await this.failing.insist(this.officer, 'GET', this.path());
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    return reply;
  }

  // `isDone` says what makes it done, where more than one step is taken by one request.
  async step(part: string, wish: Json = {}, isDone = (now: Reply): boolean => now.body['revision'] !== this.seen.revision, who = this.officer): Promise<Reply> {
    for (;;) {
      const reply = await this.failing.ask(who, 'POST', this.path(part), { revision: this.seen.revision, ...wish });
      const now = await this.look();
      if (reply !== null) {
        assert.equal(reply.status, 200, JSON.stringify(reply.body));
        assert.equal(reply.body['revision'], now.body['revision'], 'what was answered is so');
        assert.ok(isDone(now), JSON.stringify(now.body));
      }
      const done = isDone(now);
      this.note(now);
      if (done) return now;
    }
  }

  async open(): Promise<void> {
    const { status, body } = await this.failing.insist(this.officer, 'POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' });
    assert.equal(status, 201, JSON.stringify(body));
    const { numbers } = this.failing;
    this.#seen = { id: String(body['case_id']), revision: Number(body['revision']), state: String(body['state']), body, number: numbers[this.#turn++ % numbers.length] ?? '' };
    this.told.set(this.seen.id, this.seen);
  }

  async identify(): Promise<void> {
    await this.step('applicant', { number: this.seen.number, reason: 'stands at the counter' });
  }

  async show(documents: readonly Json[]): Promise<void> {
    await this.step('documents', { documents });
    for (const document of documents.keys()) {
      await this.step('looks', { document });
      await this.step('look-answers', { document, seen: [true, true, true] });
    }
    if (documents[0]?.['kind'] === 'passport') await this.step('face', { document: 0, features: { ears: 'agrees', eyes: 'agrees', nose: 'agrees' }, result: 'same' });
  }

  async shown(documents: readonly Json[] = [passport]): Promise<void> {
    await this.open();
    await this.identify();
    await this.show(documents);
  }

  async askQuestions(): Promise<void> {
    await this.step('questions', {}, (now) => hasQuestions(now, ['open', 'witness-needed', 'locked']));
  }

  // Somebody who can be asked something: of others a witness is needed.
  async asked(): Promise<void> {
    do {
      await this.shown();
      await this.askQuestions();
    } while (!hasQuestions(await this.look(), ['open']));
    this.note(await this.look());
  }

  // One row of events a revision; of each decided case a record and its handovers; what was answered.
  isWhole(): void {
    for (const { id, revision, state } of this.told.values()) {
      const [kept] = this.failing.rows('select revision, (select count(*) from desk_event e where e.case_id = c.case_id) as events, (select count(*) from desk_record r where r.case_id = c.case_id) as records, '
        + "(select count(*) from handover h where h.case_id = c.case_id and target = 'registration') as handovers, "
        + "(select count(*) from desk_event e where e.case_id = c.case_id and what in ('accepted', 'refused')) as decisions from desk_case c where case_id = ?", id);
      assert.ok(kept !== undefined, `lost: case ${id}`);
      assert.deepEqual([kept['revision'], kept['events']], [revision, revision], `case ${id}: each step has its event`);
      const isDecided = ['decided', 'delayed'].includes(state) ? 1 : 0;
      assert.deepEqual([kept['records'], kept['decisions'], kept['handovers']], [isDecided, isDecided, isDecided], `case ${id}: a decision, its record, and what the registration authority is told`);
    }
    assert.deepEqual(this.failing.rows("select case_id from desk_event where what = 'identified' group by case_id having count(*) <> (select count(*) from desk_look_up l where l.case_id = desk_event.case_id and l.what = 'register')"), []);
  }
}
