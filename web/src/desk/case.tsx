// One case on one screen: steps, the step that is next, and what is missing, always in sight.
//
// PRIVACY: the applicant's name is on the screen and in this page's memory; the address names the case by its random id.
import type { ComponentChildren, JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { Trouble } from '../mount.tsx';
import type { Desk } from '../day/desk.tsx';
import { clockText } from '../day/words.ts';
import { longDate, today as todayIn } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { Tick } from '../icons.tsx';
import type { Policy } from '../policy.ts';
import { missingIn } from './commands.ts';
import { Decided, DecisionStep } from './decision_step.tsx';
import { DocumentsStep } from './documents_step.tsx';
import { keepDrafts } from './draft.ts';
import { FirstScans } from './first_scan.ts';
import { KeySign, KeysContext, useFocus, useKey, useKeys, useScans } from './keys.tsx';
import { EndQuestion, LeaveQuestion, useLeaving, type Hold, type Leaving } from './leaving.tsx';
import { LookingStep } from './looking_step.tsx';
import { setMark } from './mark.ts';
import { useOfficer } from './officer.tsx';
import { ProofStep } from './proof_step.tsx';
import { SecondAnswer, SecondAnswered, SecondStep } from './second_step.tsx';
import { sentence } from './sentences.ts';
import { Shortcuts } from './shortcuts.tsx';
import type { StepProps } from './step.ts';
import { useCase, type Working } from './use_case.ts';
import { currentStep, isOver, stepsOf, stepState, type Step, type View } from './view.ts';

interface Props {
  readonly desk: Desk;
  readonly policy: Policy;
  readonly id: string;
  readonly isSecond: boolean; // the one who is at the screen was drawn as the second officer
  readonly leads: boolean; // supervises: may ask that it is held or erased
  readonly leave: () => void;
  readonly hold: Hold;
}

export function CasePage({ desk, policy, id, isSecond, leads, leave, hold }: Props): JSX.Element {
  const working = useCase(desk, id);
  const [areOn, setOn] = useState(true);
  const [isHelp, setHelp] = useState(false);
  const leaving = useLeaving(working, leave, hold);
  const keys = useKeys(areOn, { F8: () => void setMark(desk, id, 'coercion'), F9: () => void setMark(desk, id, 'suspicion') });
  const first = useContext(FirstScans);
  useEffect(() => () => { first.current = []; }, []); // another case's documents are others
  const { view, failure } = working;
  if (view === null && failure !== null) return <Trouble failure={failure} retry={() => void working.reload()} since={null} />;
  if (view === null) return <KeysContext.Provider value={keys}><Opening /></KeysContext.Provider>;
  return (
    <KeysContext.Provider value={keys}>
      <CaseShown desk={desk} policy={policy} view={view} working={working} isSecond={isSecond} leads={leads} leaving={leaving} help={() => setHelp(true)} />
      <Shortcuts isOpen={isHelp} areOn={areOn} setOn={setOn} close={() => setHelp(false)} />
    </KeysContext.Provider>
  );
}

// Until the case is there: what is scanned meanwhile is its own.
function Opening(): JSX.Element {
  const first = useContext(FirstScans);
  useScans((text) => { first.current = [...first.current, text]; });
  return <div aria-busy="true" />;
}

type Shown = Omit<Props, 'id' | 'leave' | 'hold'> & { readonly leaving: Leaving; readonly view: View; readonly working: Working; readonly help: () => void };

function CaseShown({ desk, policy, view, working, isSecond, leads, leaving, help }: Shown): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const [chosen, setChosen] = useState<{ step: Step; revision: number } | null>(null);
  const [refuses, setRefuses] = useState(false);
  const today = todayIn(policy.time_zone, new Date());
  const place = policy.places.find((each) => each.id === view.centre)?.id ?? policy.places[0]?.id ?? '';
  const props: StepProps = { desk, policy, view, working, today, place, refuse: () => setRefuses(true) };
  const over = isOver(view);
  const steps = stepsOf(view);
  const now = currentStep(view);
  // A step that was chosen is shown until the case goes on.
  const step = refuses || over ? 'decision' : chosen !== null && chosen.revision === view.revision && steps.includes(chosen.step) ? chosen.step : now;
  const titled = step !== 'documents' && step !== 'applicant' ? step : view.applicant === null ? 'applicant' : 'documents';
  const choose = (to: Step): void => {
    setRefuses(false);
    setChosen(to === now ? null : { step: to, revision: view.revision });
  };
  const beside = (by: number) => (): void => choose(steps[Math.min(steps.length - 1, Math.max(0, steps.indexOf(step) + by))] ?? step);
  const canAsk = !over && view.second_look.state === 'none';
  useKey('?', help);
  useKey('j', over ? null : beside(1));
  useKey('u', over ? null : beside(-1));
  useKey('r', over || refuses || isSecond ? null : () => setRefuses(true));
  useKey('o', canAsk && !isSecond ? () => void working.act('second-look', {}) : null);
  useEffect(() => {
    if (!over) return;
    keepDrafts(view.case_id, 'applicant', null);
    keepDrafts(view.case_id, 'witness', null);
  }, [over]);
  const isAnswering = isSecond && view.second_look.state === 'asked';
  const hasAnswered = isSecond && !isAnswering && !over;
  return (
    <div class="desk-page case-page">
      {view.training && <p class="training" role="note">{t('ui.case.training')}</p>}
      <Head view={view} working={working} help={help} leaving={leaving} isSecond={isSecond} leads={leads} />
      <Notices working={working} isOver={over} />
      {view.paused && !over ? <Paused view={view} working={working} /> : (
        <div class="case-columns">
          {!isAnswering && !hasAnswered && <StepList view={view} steps={steps} step={step} choose={choose} />}
          {isAnswering ? <SecondAnswer {...props} /> : hasAnswered ? <SecondAnswered leave={leaving.begin} /> : (
            <section class="case-step" aria-labelledby="step-title" key={step === 'applicant' ? 'documents' : step}>
              <h2 id="step-title">{t(`ui.case.title.${titled}`)}</h2>
              {over && step === 'decision' ? <Decided {...props} next={leaving.begin} /> : (
                <>
                  {(step === 'applicant' || step === 'documents') && <DocumentsStep key="documents" {...props} />}
                  {step === 'looking' && <LookingStep {...props} />}
                  {step === 'proof' && <ProofStep {...props} />}
                  {step === 'second' && <SecondStep {...props} />}
                  {step === 'decision' && <DecisionStep {...props} refuses={refuses} setRefuses={setRefuses} />}
                </>
              )}
            </section>
          )}
          <Aside view={view} />
        </div>
      )}
    </div>
  );
}

function Head({ view, working, help, leaving, isSecond, leads }: Pick<Shown, 'view' | 'working' | 'help' | 'leaving' | 'isSecond' | 'leads'>): JSX.Element {
  const { t, find, language } = useTexts();
  const officerOf = useOfficer();
  const [ends, setEnds] = useState(false);
  const canChange = !isOver(view) && !isSecond;
  const pause = (): void => void working.act('pause');
  useKey('p', canChange && !view.paused ? pause : null);
  const end = (): void => setEnds(!ends);
  useKey('e', canChange ? end : null);
  const { applicant } = view;
  return (
    <header class="case-head">
      <div>
        <p class="case-who">{applicant === null ? t('ui.case.nobody') : applicant.name}{applicant?.born != null && <span class="case-born"> {t('ui.case.born', { day: longDate(language, applicant.born) })}</span>}</p>
        <p class="case-what">
          {find(`desk.purpose.${view.purpose}`)} · {t('ui.case.officer', { officer: officerOf(view.officer) })} · {clockText(language, new Date(view.opened_at))}
          {applicant?.protected === true && <strong class="case-tag"> {t('ui.case.protected')}</strong>}
        </p>
      </div>
      <p class="case-actions">
        {canChange && !view.paused && <button type="button" class="link-button" onClick={pause}>{t('ui.case.pause')}<KeySign letter="p" /></button>}
        {canChange && <button type="button" class="link-button" aria-expanded={ends} onClick={end}>{t('ui.case.end')}<KeySign letter="e" /></button>}
        {leads && <a href={`../orders/#${view.case_id}`}>{t('ui.case.orders')}</a>}
        <button type="button" class="link-button" onClick={help}>{t('ui.case.keys')}<KeySign letter="?" /></button>
        <button type="button" class="link-button" onClick={leaving.begin}>{t('ui.case.to_list')}</button>
      </p>
      {leaving.isAsked && <LeaveQuestion leaving={leaving} />}
      {ends && canChange && <EndQuestion working={working} back={() => setEnds(false)} />}
    </header>
  );
}

// What went wrong or changed, calmly; what was typed is still where it was.
function Notices({ working, isOver: over }: { working: Working; isOver: boolean }): JSX.Element {
  const texts = useTexts();
  const { t, find, language } = texts;
  const officerOf = useOfficer();
  const { failure, changed, isOffline } = working;
  const missing = failure === null ? [] : missingIn(failure);
  return (
    <div role="status" class="case-notices">
      {isOffline && <div class="alert alert-warning"><p class="alert-text">{t('ui.case.offline')}</p></div>}
      {!isOffline && failure !== null && !over && (
        <div class="alert alert-warning">
          <p class="alert-text">{sentence(texts, failure)}</p>
          {missing.length > 0 && <ul>{missing.map((code) => <li key={code}>{find(`ui.case.missing.${code}`)}</li>)}</ul>}
          {changed.length > 0 && (
            <ul>{changed.map(({ at, officer, what }, index) => <li key={index}>{clockText(language, new Date(at))}: {find(`ui.case.happened.${what}`)} ({officerOf(officer)})</li>)}</ul>
          )}
          <button type="button" class="link-button" onClick={working.settle}>{t('ui.case.close')}</button>
        </div>
      )}
    </div>
  );
}

function Paused({ view, working }: { view: View; working: Working }): JSX.Element {
  const { t } = useTexts();
  const button = useFocus<HTMLButtonElement>(view.paused);
  return (
    <section class="case-step">
      <h2>{t('ui.case.paused')}</h2>
      <p>{t('ui.case.paused_help')}</p>
      <p><button type="button" class="button button-primary" ref={button} aria-disabled={working.isBusy} onClick={() => void working.act('resume')}>{t('ui.case.resume')}<kbd>↵</kbd></button></p>
    </section>
  );
}

function StepList({ view, steps, step, choose }: { view: View; steps: readonly Step[]; step: Step; choose: (step: Step) => void }): JSX.Element {
  const { t } = useTexts();
  return (
    <nav class="case-steps" aria-label={t('ui.case.steps')}>
      <ol class="plain">
        {steps.map((each, index) => {
          const state = stepState(view, each);
          return (
            <li key={each} class={`step-${state}`}>
              <button type="button" aria-current={each === step ? 'step' : undefined} disabled={isOver(view)} onClick={() => choose(each)}>
                <span class="step-sign" aria-hidden="true">{state === 'done' ? <Tick /> : index + 1}</span>
                <span>{t(`ui.case.step.${each}`)}<span class="sr-only"> {t(`ui.case.step_state.${state}`)}</span></span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Aside({ view }: { view: View }): ComponentChildren {
  const { t, find } = useTexts();
  if (isOver(view)) return <aside class="case-missing" />;
  return (
    <aside class="case-missing" aria-labelledby="missing-title">
      <h2 id="missing-title">{t('ui.case.missing_title')}</h2>
      {view.missing.length === 0 ? <p><strong>{t('ui.case.nothing')}</strong></p> : <ul>{view.missing.map((code) => <li key={code}>{find(`ui.case.missing.${code}`)}</li>)}</ul>}
      {view.verdict !== null && <p>{t('ui.case.verdict_saved')} <strong>{t(`ui.case.verdict.${view.verdict.verdict}`)}</strong></p>}
      {view.applicant?.obstacle != null && <p class="standing standing-rejected"><strong>{t(`ui.case.obstacle.${view.applicant.obstacle}`)}</strong></p>}
    </aside>
  );
}
