// The use cases of bookings, of the door and of a case's beginning, each as somebody does it who insists where an answer was not heard.
import assert from 'node:assert/strict';
import { type Installation, officer, type Reply, type Visit } from './under_load.ts';

export interface UseCase { readonly name: string; readonly act: () => Promise<void>; readonly prepare?: () => Promise<void> }

// A case as its officer sees it: what was answered last is what there is, whatever was in between.
interface Case { readonly id: string; revision: number }

const passport = { kind: 'passport', issuer: 'DK', form: 'physical', cpr_number: true, temporary: false, name_matches: true, expires: null, read_by: 'zone' };

// What is done, and what has to be there before, where that is not what the one above leaves. `mine`: their visits; `number`: of an applicant, another one each time.
export function useCasesOf(installation: () => Installation, mine: Visit[], number: () => string): readonly UseCase[] {
  let seen: Case | null = null;

  const casePath = (path = ''): string => `/desk/v1/cases/${seen?.id}${path}`;

  async function openCase(): Promise<void> {
    const { status, body } = await installation().insist('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'da' }, officer);
    assert.equal(status, 201, JSON.stringify(body));
    seen = { id: String(body['case_id']), revision: Number(body['revision']) };
  }

  // A step that was not answered was taken, or was not: the case says which.
  async function step(path: string, wish: object): Promise<void> {
    assert.ok(seen !== null);
    for (;;) {
      const reply: Reply | null = await installation().ask('POST', casePath(path), { revision: seen.revision, ...wish }, officer);
      const now = await installation().insist('GET', casePath(), undefined, officer);
      assert.equal(now.status, 200, JSON.stringify(now.body));
      const revision = Number(now.body['revision']);
      assert.ok(revision === seen.revision || revision === seen.revision + 1, `one step at most: ${seen.revision} to ${revision}`);
      if (reply !== null) assert.deepEqual([reply.status, reply.body['revision']], [200, seen.revision + 1], JSON.stringify(reply.body));
      if (reply !== null) assert.equal(revision, seen.revision + 1, 'what was answered is so');
      if (revision === seen.revision) continue;
      seen.revision = revision;
      return;
    }
  }

  const live = (): Visit => mine.findLast(({ state }) => state === 'booked') ?? assert.fail('no visit');

  return [
    { name: 'a booking', act: () => installation().book(mine, false) },
    { name: 'a hold and its booking', act: () => installation().book(mine, true) },
    { name: 'a move', act: () => installation().move(live()), prepare: () => installation().book(mine, false) },
    { name: 'a cancellation', act: () => installation().cancel(live()), prepare: () => installation().book(mine, false) },
    { name: 'a ticket', act: () => installation().ticket() },
    { name: 'a case', act: () => openCase() },
    { name: 'an applicant', act: () => step('/applicant', { number: number(), reason: 'stands at the counter' }), prepare: () => openCase() },
    { name: 'documents', act: () => step('/documents', { documents: [passport] }), prepare: async () => {
      await openCase();
      await step('/applicant', { number: number(), reason: 'stands at the counter' });
    } },
  ];
}
