// The page "Check my documents": which documents, the questions that can still matter, and the answer.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { addDocument, documentsMax, removeDocument, type Case } from '../case.ts';
import { decideHere } from '../engine/engine.ts';
import { today } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { languageLinksLeadTo } from '../language_links.ts';
import { Trouble } from '../mount.tsx';
import { planFor, planFragment, writePlan } from '../plan.ts';
import type { Policy } from '../policy.ts';
import { check, type OpenFact } from '../api.ts';
import { Documents, Picker } from './documents.tsx';
import { Handout } from './handout.tsx';
import { KeptRules, NoEngine } from './here.tsx';
import { Question } from './question.tsx';
import { Result } from './result.tsx';
import { question, useSession } from './session.ts';
import { Situation, situations, type SituationId } from './situation.tsx';
import { Visit } from './visit.tsx';

// Where the keyboard goes once the answer to the last step is there.
type Focus = 'flow' | 'documents' | 'none';

export function Check({ policy }: { policy: Policy }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const fresh = (): Case => ({ date: today(policy.time_zone, new Date()), place: policy.places[0]?.id ?? '', documents: [] });
  const [badPlan, setBadPlan] = useState(() => planFor(policy, location.hash) === null);
  const [isHere, setIsHere] = useState(true); // decided in this browser
  const session = useSession(policy, () => planFor(policy, location.hash) ?? fresh(), isHere ? decideHere : check);
  const { kase, judgement } = session;
  const [asked, setAsked] = useState<OpenFact | null>(null); // an answer that the citizen wants to change
  const [ticked, setTicked] = useState<readonly SituationId[]>([]);
  const focus = useRef<Focus>('none');
  const flow = useRef<HTMLHeadingElement>(null);
  const documents = useRef<HTMLHeadingElement>(null);

  const judged = judgement.state === 'judged' ? judgement.judged : null;
  const settled = judged !== null && judged.kase === kase;
  const current = asked ?? (settled ? question(judged) : null);
  const finished = settled && current === null;

  const go = (next: Case, to: Focus): void => {
    focus.current = to;
    setAsked(null);
    setBadPlan(false);
    session.change(next);
  };
  const ask = (open: OpenFact): void => {
    focus.current = 'flow';
    setAsked(open);
  };

  // With the change itself, before it is shown: a key pressed right after it goes to the new place.
  useLayoutEffect(() => {
    if (focus.current === 'documents') documents.current?.focus();
    else if (focus.current === 'flow' && (settled || asked !== null)) flow.current?.focus();
    else return;
    focus.current = 'none';
  });

  useEffect(() => {
    const open = (): void => {
      const plan = planFor(policy, location.hash);
      if (plan === undefined) return;
      setBadPlan(plan === null);
      if (plan !== null) session.restart(plan);
    };
    window.addEventListener('hashchange', open);
    return () => window.removeEventListener('hashchange', open);
  }, [policy, session.restart]);

  const plan = writePlan(policy.id, kase);
  // The same page in another language goes on with the same plan.
  useEffect(() => languageLinksLeadTo(kase.documents.length > 0 ? planFragment(plan) : ''), [plan, kase.documents.length]);

  const full = kase.documents.length >= documentsMax;
  return (
    <div class="check">
      <div class="screen-only">
        <KeptRules />
        {badPlan && <div class="alert alert-warning" role="alert"><p class="alert-text">{t('ui.check.bad_plan')}</p></div>}
        <Visit policy={policy} kase={kase} change={(next) => go(next, 'none')} />
        <section aria-labelledby="documents-title">
          <h2 id="documents-title" ref={documents} tabIndex={-1}>{t('ui.documents.title')}</h2>
          <Documents
            policy={policy}
            kase={kase}
            verdict={settled ? judged.verdict : null}
            remove={(index) => go(removeDocument(kase, index), 'documents')}
            ask={ask}
          />
          {full ? <p class="note">{t('ui.documents.full', { count: documentsMax })}</p> : (
            <Picker
              key={kase.documents.length === 0 ? 'first' : 'more'}
              policy={policy}
              open={kase.documents.length === 0}
              add={(kind) => go(addDocument(kase, kind), 'flow')}
            />
          )}
        </section>

        <section class="flow" aria-busy={judgement.state === 'waiting' || (judgement.state === 'judged' && judgement.busy)}>
          {judgement.state === 'no-engine' && <NoEngine askServer={() => setIsHere(false)} />}
          {judgement.state === 'failed' && <Trouble failure={judgement.failure} retry={session.retry} since={policy.effective} />}
          {current !== null && (
            <Question
              policy={policy}
              kase={kase}
              asked={current}
              heading={flow}
              change={(next) => go(next, 'flow')}
              keep={asked === null ? null : () => { focus.current = 'flow'; setAsked(null); }}
              others={asked === null && settled ? judged.verdict.open_facts : []}
              ask={ask}
            />
          )}
          {finished && <Result policy={policy} judged={judged} heading={flow} ask={ask} />}
        </section>
        <p class="sr-only" role="status">{finished ? t(`verdict.${judged.verdict.verdict}`) : ''}</p>

        <p class="button-row">
          {session.canUndo && (
            <button type="button" class="button button-secondary" onClick={() => { focus.current = 'documents'; setAsked(null); session.undo(); }}>
              {t('ui.check.undo')}
            </button>
          )}
          {kase.documents.length > 0 && (
            <button type="button" class="button button-tertiary" onClick={() => go(fresh(), 'documents')}>{t('ui.check.restart')}</button>
          )}
        </p>
        <Situation policy={policy} ticked={ticked} change={setTicked} />
      </div>
      {finished && <Handout policy={policy} judged={judged} situations={situations.filter(({ id }) => ticked.includes(id))} plan={plan} />}
    </div>
  );
}
