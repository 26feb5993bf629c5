// Whether register questions can work for somebody, as the register said when they logged in.
import { askOwn, type Answer } from '../api.ts';

export async function fetchFeasible(): Promise<Answer<boolean>> {
  const answer = await askOwn<{ readonly feasible?: unknown } | null>('/api/v1/me/questions', 'GET');
  if (!answer.ok) return answer;
  const feasible = answer.value?.feasible;
  return typeof feasible === 'boolean' ? { ok: true, value: feasible } : { ok: false, failure: { reason: 'unreachable' } };
}

export type Standing = 'log-in' | 'not-here' | 'failed';

// What an answer that is no yes or no means: nobody is logged in for this, it is not done here, or something broke.
export function standingOf(failure: Extract<Answer<unknown>, { ok: false }>['failure']): Standing {
  if (failure.reason !== 'problem') return 'failed';
  if (failure.status === 401 || failure.type.endsWith(':not-asked')) return 'log-in';
  return failure.status === 404 ? 'not-here' : 'failed';
}
