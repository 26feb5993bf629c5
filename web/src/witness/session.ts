// The server's answer to what stands in the form, asked for anew once typing pauses.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { checkWitness, type Eligibility, type Failure } from '../api.ts';
import type { Case } from '../case.ts';
import type { Policy } from '../policy.ts';
import { isEntered, witnessCase, type Told } from './told.ts';

const pauseMilliseconds = 250; // in typing; a chosen document or an answer about one asks at once

export type Judgement =
  | { readonly state: 'nothing' } // no day of the visit, or no answer yet
  | { readonly state: 'judged'; readonly kase: Case; readonly told: Told; readonly answer: Eligibility }
  | { readonly state: 'failed'; readonly failure: Failure };

// `busy` until the answer is about what stands in the form now.
export function useJudgement(policy: Policy, kase: Case, told: Told): { judgement: Judgement; busy: boolean; retry: () => void } {
  const [judgement, setJudgement] = useState<Judgement>({ state: 'nothing' });
  const [answered, setAnswered] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const documents = useRef(kase.documents);
  const question = JSON.stringify([witnessCase(policy, kase, told), attempt]);

  useEffect(() => {
    if (!isEntered(kase.date)) {
      setJudgement({ state: 'nothing' });
      setAnswered(question);
      return;
    }
    const pause = documents.current === kase.documents ? pauseMilliseconds : 0;
    documents.current = kase.documents;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      checkWitness(witnessCase(policy, kase, told), controller.signal).then(
        (answer) => {
          if (controller.signal.aborted) return;
          setJudgement(answer.ok ? { state: 'judged', kase, told, answer: answer.value } : { state: 'failed', failure: answer.failure });
          setAnswered(question);
        },
        () => undefined, // overtaken by a newer question
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [question]);

  return { judgement, busy: answered !== question, retry: useCallback(() => setAttempt((before) => before + 1), []) };
}
