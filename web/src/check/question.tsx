// One question at a time, in plain words, with "I don't know" among the answers.
import type { JSX, RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { OpenFact } from '../api.ts';
import { answer, isSkipped, skip, type Case, type Value } from '../case.ts';
import { countries, countryName, isDate, isYear } from '../format.ts';
import { useTexts } from '../i18n.ts';
import type { Policy } from '../policy.ts';
import { documentName } from './words.ts';

interface QuestionProps {
  readonly policy: Policy;
  readonly kase: Case;
  readonly asked: OpenFact;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly change: (next: Case) => void; // with the answer in it, or the question skipped
  readonly keep: (() => void) | null; // leaves an answer that was there as it is
  readonly others: readonly OpenFact[]; // facts that can matter too
  readonly ask: (open: OpenFact) => void;
}

// Another question is another element: what was typed for one is not there for the next.
export function Question(props: QuestionProps): JSX.Element {
  const { kase, asked } = props;
  return <OneQuestion key={`${kase.documents[asked.document]?.key} ${asked.fact}`} {...props} />;
}

function OneQuestion({ policy, kase, asked, heading, change, keep, others, ask }: QuestionProps): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const name = documentName(texts, policy, kase, asked.document);
  const rest = others.filter(
    (open) => !(open.document === asked.document && open.fact === asked.fact) && !isSkipped(kase, open.document, open.fact),
  );
  return (
    <div class="question" role="group" aria-labelledby="question-title">
      <h2 id="question-title" ref={heading} tabIndex={-1}>{texts.find(`fact.${asked.fact}.question`, { document: name })}</h2>
      <Answers policy={policy} kase={kase} asked={asked} answer={(value) => change(answer(kase, asked.document, asked.fact, value))} />
      <p class="button-row">
        <button type="button" class="button button-tertiary" onClick={() => change(skip(kase, asked.document, asked.fact))}>
          {t('fact.unknown')}
        </button>
        {keep !== null && <button type="button" class="button button-tertiary" onClick={keep}>{t('ui.question.keep')}</button>}
      </p>
      {rest.length > 0 && (
        <details class="other-questions">
          <summary>{t('ui.question.others', { count: rest.length })}</summary>
          <ul>
            {rest.map((open) => (
              <li key={`${open.document} ${open.fact}`}>
                <button type="button" class="link-button" onClick={() => ask(open)}>
                  {texts.find(`fact.${open.fact}.question`, { document: documentName(texts, policy, kase, open.document) })}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

type AnswersProps = Pick<QuestionProps, 'policy' | 'kase' | 'asked'> & { readonly answer: (value: Value) => void };

function Answers(props: AnswersProps): JSX.Element {
  const texts = useTexts();
  const { t, find } = texts;
  const { kase, asked, answer } = props;
  const current = kase.documents[asked.document]?.facts[asked.fact];
  const options = (values: readonly Value[], label: (value: Value) => string): JSX.Element => (
    <Options values={values} label={label} current={current} answer={answer} />
  );
  const named = (value: Value): string => find(`fact.${asked.fact}.value.${String(value)}`);
  switch (asked.fact) {
    case 'photo':
    case 'cpr_number':
    case 'temporary':
    case 'name_matches':
      return options([true, false], (value) => t(value === true ? 'fact.yes' : 'fact.no'));
    case 'form':
      return options(['physical', 'app', 'copy'], named);
    case 'authority':
      return options(['immigration-service', 'foreign-ministry', 'other'], named);
    case 'issuer':
      return <Issuer {...props} />;
    case 'expires':
      return (
        <>
          <DateField {...props} />
          {options([null], () => t('ui.question.no_expiry'))}
        </>
      );
    case 'issued':
      return <DateField {...props} />;
    case 'income_year':
      return <Year {...props} />;
  }
}

interface OptionsProps {
  readonly values: readonly Value[];
  readonly label: (value: Value) => string;
  readonly current: Value | undefined;
  readonly answer: (value: Value) => void;
}

function Options({ values, label, current, answer }: OptionsProps): JSX.Element {
  return (
    <ul class="plain options">
      {values.map((value) => (
        <li key={String(value)}>
          <button type="button" class="button button-secondary" aria-pressed={current === undefined ? undefined : current === value} onClick={() => answer(value)}>
            {label(value)}
          </button>
        </li>
      ))}
    </ul>
  );
}

// The countries that usually issue this kind as buttons, then all of them to choose from.
function Issuer({ policy, kase, asked, answer }: AnswersProps): JSX.Element {
  const { t, language } = useTexts();
  const document = kase.documents[asked.document];
  const usual = policy.kinds.find(({ id }) => id === document?.kind)?.issuers ?? [];
  const current = document?.facts.issuer;
  const [chosen, setChosen] = useState(typeof current === 'string' && !usual.includes(current) ? current : '');
  return (
    <>
      <Options values={usual} label={(code) => countryName(language, String(code))} current={current} answer={answer} />
      <Entry label={t(usual.length > 0 ? 'ui.question.other_country' : 'ui.question.country')} error={t('ui.error.country')} valid={chosen !== ''} submit={() => answer(chosen)}>
        {(field) => (
          <select {...field} class="form-select" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
            <option value="">{t('ui.question.choose')}</option>
            {countries(language).map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
          </select>
        )}
      </Entry>
    </>
  );
}

function DateField({ kase, asked, answer }: AnswersProps): JSX.Element {
  const { t } = useTexts();
  const current = kase.documents[asked.document]?.facts[asked.fact];
  const [date, setDate] = useState(typeof current === 'string' ? current : '');
  return (
    <Entry label={t('ui.question.date')} error={t('ui.error.date')} valid={isDate(date)} submit={() => answer(date)}>
      {(field) => (
        <input {...field} class="form-input input-width-s" type="date" max="9999-12-31" value={date} onInput={(event) => setDate(event.currentTarget.value)} />
      )}
    </Entry>
  );
}

// The years around the visit as buttons, and a field for any other.
function Year({ kase, asked, answer }: AnswersProps): JSX.Element {
  const { t } = useTexts();
  const visit = Number(kase.date.slice(0, 4));
  const current = kase.documents[asked.document]?.facts.income_year;
  const near = [visit, visit - 1, visit - 2];
  const [year, setYear] = useState(typeof current === 'number' && !near.includes(current) ? String(current) : '');
  return (
    <>
      <Options values={near} label={String} current={current} answer={answer} />
      <Entry label={t('ui.question.other_year')} error={t('ui.error.year')} valid={isYear(year)} submit={() => answer(Number(year))}>
        {(field) => (
          <input {...field} class="form-input input-char-4" inputMode="numeric" maxLength={4} autocomplete="off" value={year} onInput={(event) => setYear(event.currentTarget.value.trim())} />
        )}
      </Entry>
    </>
  );
}

interface Field {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

interface EntryProps {
  readonly label: string;
  readonly error: string;
  readonly valid: boolean;
  readonly submit: () => void;
  readonly children: (field: Field) => JSX.Element;
}

// A field with its label, its button, and its error once the button was pressed too early.
function Entry({ label, error, valid, submit, children }: EntryProps): JSX.Element {
  const { t } = useTexts();
  const [pressed, setPressed] = useState(false);
  const wrong = pressed && !valid;
  return (
    <form
      class="entry"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setPressed(true);
        if (valid) submit();
        else event.currentTarget.querySelector<HTMLElement>('input, select')?.focus();
      }}
    >
      <div class={wrong ? 'form-group form-error' : 'form-group'}>
        <label class="form-label" for="answer">{label}</label>
        {wrong && <span class="form-error-message" id="answer-error">{error}</span>}
        {children({ id: 'answer', 'aria-invalid': wrong, 'aria-describedby': wrong ? 'answer-error' : undefined })}
      </div>
      <button type="submit" class="button button-primary">{t('ui.question.continue')}</button>
    </form>
  );
}
