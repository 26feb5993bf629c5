// One visit to the page: the case, its history, and the answer to it as it stands.
import { useCallback, useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { check, type Answer, type Failure, type OpenFact, type Verdict } from '../api.ts';
import { isSkipped, presumeGood, type Case } from '../case.ts';
import { isDate } from '../format.ts';
import type { Policy } from '../policy.ts';

export interface Judged {
  readonly kase: Case; // the case that the answer is about
  readonly verdict: Verdict;
  readonly advice: Verdict['advice'];
  readonly presumed: boolean; // the advice takes unknown general conditions to be met
}

export type Judgement =
  | { readonly state: 'nothing' } // no document yet, or no day
  | { readonly state: 'judged'; readonly judged: Judged; readonly busy: boolean }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'no-engine' } // this browser can't decide by itself
  | { readonly state: 'waiting' };

// Who decides: the engine in this browser, or a server.
export type Decide = (kase: Case, signal: AbortSignal) => Promise<Answer<Verdict> | 'no-engine'>;

interface History {
  readonly present: Case;
  readonly past: readonly Case[];
}

type Step = { readonly go: 'to'; readonly kase: Case } | { readonly go: 'back' } | { readonly go: 'anew'; readonly kase: Case };

const pastMax = 200; // steps that can be undone

function walk({ present, past }: History, step: Step): History {
  if (step.go === 'anew') return { present: step.kase, past: [] };
  if (step.go === 'to') return { present: step.kase, past: [...past, present].slice(-pastMax) };
  const last = past.at(-1);
  return last === undefined ? { present, past } : { present: last, past: past.slice(0, -1) };
}

export interface Session {
  readonly kase: Case;
  readonly judgement: Judgement;
  readonly canUndo: boolean;
  change(kase: Case): void;
  restart(kase: Case): void;
  undo(): void;
  retry(): void;
}

export function useSession(policy: Policy, start: () => Case, decide: Decide): Session {
  const [{ present, past }, dispatch] = useReducer(walk, null, (): History => ({ present: start(), past: [] }));
  const [judgement, setJudgement] = useState<Judgement>({ state: 'nothing' });
  const [attempt, setAttempt] = useState(0);
  const underway = useRef<AbortController | null>(null);

  useEffect(() => {
    underway.current?.abort();
    if (present.documents.length === 0 || !isDate(present.date)) {
      setJudgement({ state: 'nothing' });
      return;
    }
    const controller = new AbortController();
    underway.current = controller;
    setJudgement((before) => (before.state === 'judged' ? { ...before, busy: true } : { state: 'waiting' }));
    judge(policy, present, controller.signal, decide).then(
      (answer) => {
        if (!controller.signal.aborted) setJudgement(answer);
      },
      () => undefined, // overtaken by a newer case
    );
  }, [policy, present, attempt, decide]);

  return {
    kase: present,
    judgement,
    canUndo: past.length > 0,
    change: useCallback((kase: Case) => dispatch({ go: 'to', kase }), []),
    restart: useCallback((kase: Case) => dispatch({ go: 'anew', kase }), []),
    undo: useCallback(() => dispatch({ go: 'back' }), []),
    retry: useCallback(() => setAttempt((before) => before + 1), []),
  };
}

// Asks for the verdict. For documents that are not enough together it asks once more, with the general
// conditions taken to be met, since only then can the advice speak of what goes well with them.
export async function judge(policy: Policy, kase: Case, signal: AbortSignal, decide: Decide = check): Promise<Judgement> {
  const answer = await decide(kase, signal);
  if (answer === 'no-engine') return { state: answer };
  if (!answer.ok) return { state: 'failed', failure: answer.failure };
  const plain: Judged = { kase, verdict: answer.value, advice: answer.value.advice, presumed: false };
  const presumed = answer.value.verdict === 'rejected' ? presumeGood(kase, policy.conditions) : null;
  if (presumed === null) return { state: 'judged', judged: plain, busy: false };
  const hopeful = await decide(presumed, signal);
  if (hopeful === 'no-engine') return { state: hopeful };
  if (!hopeful.ok) return { state: 'failed', failure: hopeful.failure };
  return { state: 'judged', judged: { ...plain, advice: hopeful.value.advice, presumed: true }, busy: false };
}

// The fact to ask for: the engine's choice, unless the citizen does not know it; then the first open fact
// that is still to be asked for. Nothing where all are set aside.
export function question({ kase, verdict }: Judged): OpenFact | null {
  const askable = (fact: OpenFact): boolean => !isSkipped(kase, fact.document, fact.fact);
  if (verdict.next !== null && askable(verdict.next)) return verdict.next;
  return verdict.open_facts.find(askable) ?? null;
}
