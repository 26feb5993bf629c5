// The page "Can I be a witness?": the rules, checked from what somebody tells of themselves. Nothing is stored.
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { OpenFact } from '../api.ts';
import { addDocument, documentsMax, removeDocument, type Case } from '../case.ts';
import { Documents, Picker } from '../check/documents.tsx';
import { Question } from '../check/question.tsx';
import { Visit } from '../check/visit.tsx';
import { longDate, today } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import type { Policy } from '../policy.ts';
import { Answer } from './answer.tsx';
import { Bring } from './bring.tsx';
import { Form } from './form.tsx';
import { useJudgement } from './session.ts';
import { allowedFrom, nothingTold, openFacts, question, type Told } from './told.ts';

// Where the keyboard goes once the answer to the last step is there.
type Focus = 'flow' | 'verdict' | 'documents' | 'none';

export function Witness({ policy }: { policy: Policy }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const fresh = (): Case => ({ date: today(policy.time_zone, new Date()), place: policy.places[0]?.id ?? '', documents: [] });
  const [kase, setKase] = useState(fresh);
  const [told, setTold] = useState<Told>(nothingTold);
  const [round, setRound] = useState(0); // a new one empties what fields keep to themselves
  const [asked, setAsked] = useState<OpenFact | null>(null); // an answer that the witness wants to give or change
  const { judgement, busy, retry } = useJudgement(policy, kase, told);
  const focus = useRef<Focus>('none');
  const flow = useRef<HTMLHeadingElement>(null);
  const documents = useRef<HTMLHeadingElement>(null);
  const verdict = useRef<HTMLHeadingElement>(null);

  const judged = judgement.state === 'judged' ? judgement : null;
  const settled = judged !== null && !busy;
  // Typing elsewhere in the form takes no question away: only another set of documents does.
  const current = asked ?? (judged !== null && judged.kase.documents === kase.documents ? question(judged.kase, openFacts(judged.kase, judged.answer)) : null);

  const go = (next: Case, to: Focus): void => {
    focus.current = to;
    setAsked(null);
    setKase(next);
  };
  const ask = (open: OpenFact): void => {
    focus.current = 'flow';
    setAsked(open);
  };

  useLayoutEffect(() => {
    if (focus.current === 'documents') documents.current?.focus();
    else if (focus.current === 'verdict' && settled) verdict.current?.focus();
    else if (focus.current === 'flow' && (settled || asked !== null)) (flow.current ?? verdict.current)?.focus();
    else return;
    focus.current = 'none';
  });

  const from = judged === null ? null : allowedFrom(policy, judged.told, judged.answer);
  return (
    <div class="witness">
      <div class="witness-columns screen-only">
        <div key={round}>
          <Visit policy={policy} kase={kase} change={(next) => go(next, 'none')} />
          <Form policy={policy} visit={kase.date} told={told} change={setTold} />
          <section aria-labelledby="documents-title">
            <h2 id="documents-title" ref={documents} tabIndex={-1}>{t('ui.witness.documents')}</h2>
            <p>{t('ui.witness.documents_text')}</p>
            <Documents policy={policy} kase={kase} verdict={null} remove={(index) => go(removeDocument(kase, index), 'documents')} ask={ask} />
            {kase.documents.length < documentsMax && (
              <Picker
                key={kase.documents.length === 0 ? 'first' : 'more'}
                policy={policy}
                open={kase.documents.length === 0}
                add={(kind) => go(addDocument(kase, kind), 'flow')}
              />
            )}
            {current !== null && (
              <Question
                policy={policy}
                kase={kase}
                asked={current}
                heading={flow}
                change={(next) => go(next, 'flow')}
                keep={asked === null ? null : () => { focus.current = 'flow'; setAsked(null); }}
                others={[]}
                ask={ask}
              />
            )}
          </section>
          <p class="button-row">
            <button type="button" class="button button-tertiary" onClick={() => { setTold(nothingTold); setRound(round + 1); go(fresh(), 'documents'); }}>
              {t('ui.check.restart')}
            </button>
          </p>
        </div>
        <section class="flow witness-answer" aria-labelledby={judged === null ? undefined : 'answer-title'} aria-busy={busy}>
          {judgement.state === 'failed' && <Trouble failure={judgement.failure} retry={retry} since={policy.effective} />}
          {judged !== null && (
            <Answer
              policy={policy}
              kase={judged.kase}
              told={judged.told}
              answer={judged.answer}
              heading={verdict}
              visitOn={(date) => go({ ...kase, date }, 'verdict')}
              ask={ask}
            />
          )}
        </section>
      </div>
      <p class="sr-only" role="status">
        {settled && t(`ui.witness.verdict.${judged.answer.verdict}`)}
        {settled && from !== null && ` ${t('ui.witness.help.from', { date: longDate(texts.language, from) })}`}
      </p>
      <Bring policy={policy} kase={kase} />
      <nav class="screen-only see-also" aria-label={t('ui.witness.see_also')}>
        <ul class="plain">
          <li><a href="mine/">{t('ui.nav.mine')}</a></li>
          <li><a href="professional/">{t('ui.nav.professional')}</a></li>
          <li><a href="../#witness-title">{t('ui.need.witness_link')}</a></li>
        </ul>
      </nav>
    </div>
  );
}
