// The facts of one document, as the officer sees it: chosen by arrow keys, or typed, with a sentence beside what can't be read.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Value } from '../case.ts';
import { countries, countryName, longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import type { Fact, Policy } from '../policy.ts';
import { isNameRule, withFact, type Draft } from './draft.ts';
import { dayFrom, yearFrom } from './typed.ts';

interface Props {
  readonly policy: Policy;
  readonly draft: Draft;
  readonly today: string;
  readonly open: readonly Fact[]; // that can still change the verdict
  readonly change: (draft: Draft) => void;
  readonly next: () => void; // to what is not known yet, after an answer by a key
}

export const factId = (key: number, fact: Fact): string => `fact-${key}-${fact}`;

export function FactsForm({ policy, draft, today, open, change, next }: Props): JSX.Element {
  const facts = policy.kinds.find(({ id }) => id === draft.kind)?.facts ?? [];
  return (
    <div class="facts-form">
      {facts.map((fact) => (
        <OneFact
          key={fact}
          policy={policy}
          draft={draft}
          fact={fact}
          today={today}
          isOpen={open.includes(fact)}
          set={(value) => change(withFact(draft, fact, value))}
          next={next}
        />
      ))}
    </div>
  );
}

interface FactProps {
  readonly policy: Policy;
  readonly draft: Draft;
  readonly fact: Fact;
  readonly today: string;
  readonly isOpen: boolean;
  readonly set: (value: Value | undefined) => void;
  readonly next: () => void;
}

function OneFact(props: FactProps): JSX.Element {
  const { t, find } = useTexts();
  const { fact } = props;
  switch (fact) {
    case 'photo':
    case 'cpr_number':
    case 'temporary':
    case 'name_matches':
      return <Radios {...props} options={[[true, t('fact.yes')], [false, t('fact.no')]]} />;
    case 'form':
      return <Radios {...props} options={(['physical', 'app', 'copy'] as const).map((value) => [value, find(`ui.case.form.${value}`)])} />;
    case 'authority':
      return <Radios {...props} options={(['immigration-service', 'foreign-ministry', 'other'] as const).map((value) => [value, find(`fact.authority.value.${value}`)])} />;
    case 'issuer':
      return <Issuer {...props} />;
    case 'expires':
    case 'issued':
      return <Day {...props} />;
    case 'income_year':
      return <Year {...props} />;
  }
}

function labelOf({ find, t }: ReturnType<typeof useTexts>, { fact, draft, isOpen }: FactProps): JSX.Element {
  const isProposed = draft.proposed.includes(fact);
  return (
    <>
      {find(`ui.case.fact.${fact}`)}
      {isProposed && <span class="fact-mark"> {t('ui.case.proposed')}</span>}
      {!isProposed && isOpen && <span class="fact-mark fact-open"> {t('ui.case.needed')}</span>}
    </>
  );
}

function Radios(props: FactProps & { readonly options: readonly (readonly [Value, string])[] }): JSX.Element {
  const { draft, fact, set, next, options } = props;
  const texts = useTexts();
  const id = factId(draft.key, fact);
  // Yes and no by their letters, and on to what is not known yet.
  const answer = (event: KeyboardEvent): void => {
    const value = { y: true, n: false }[event.key.toLowerCase()];
    if (value === undefined || !options.some(([each]) => each === value) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    set(value);
    next();
  };
  const why = fact === 'name_matches' ? draft.notes.filter(isNameRule) : [];
  return (
    <fieldset class="fact" id={id} onKeyDown={answer} aria-describedby={why.length > 0 ? `${id}-why` : undefined}>
      <legend>{labelOf(texts, props)}</legend>
      <div class="fact-options">
        {options.map(([value, label]) => (
          <span key={String(value)} class="fact-option">
            <input type="radio" class="form-radio" id={`${id}-${String(value)}`} name={id} checked={draft.facts[fact] === value} onChange={() => set(value)} />
            <label for={`${id}-${String(value)}`}>{label}</label>
          </span>
        ))}
        {fact === 'name_matches' && <ul class="plain fact-why" id={`${id}-why`} aria-live="polite">{why.map((rule) => <li key={rule}>{texts.find(rule)}</li>)}</ul>}
      </div>
    </fieldset>
  );
}

function Issuer(props: FactProps): JSX.Element {
  const { policy, draft, fact, set, next } = props;
  const texts = useTexts();
  const { t, language } = texts;
  const id = factId(draft.key, fact);
  const usual = policy.kinds.find((kind) => kind.id === draft.kind)?.issuers ?? [];
  const current = draft.facts.issuer;
  return (
    <div class="fact" id={id}>
      <label for={`${id}-field`}>{labelOf(texts, props)}</label>
      <select class="form-select" id={`${id}-field`} value={typeof current === 'string' ? current : ''} onChange={(event) => set(event.currentTarget.value === '' ? undefined : event.currentTarget.value)} onKeyDown={(event) => {
        if (event.key !== 'Enter' || current === undefined) return;
        event.preventDefault();
        next();
      }}>
        <option value="">{t('ui.case.choose')}</option>
        {usual.map((code) => <option key={code} value={code}>{countryName(language, code)}</option>)}
        {countries(language).filter(({ code }) => !usual.includes(code)).map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
      </select>
    </div>
  );
}

// A day as it is typed; what can't be read stays, and is said to be unreadable once the field is left.
function Day(props: FactProps): JSX.Element {
  const { draft, fact, today, set } = props;
  const texts = useTexts();
  const { t, language } = texts;
  const id = factId(draft.key, fact);
  const current = draft.facts[fact];
  const [typed, setTyped] = useState(typeof current === 'string' ? current : '');
  const [wasLeft, setLeft] = useState(false);
  const day = dayFrom(typed, today);
  const isWrong = wasLeft && typed.trim() !== '' && day === null;
  return (
    <div class={isWrong ? 'fact form-error' : 'fact'} id={id}>
      <label for={`${id}-field`}>{labelOf(texts, props)}</label>
      {isWrong && <span class="form-error-message" id={`${id}-error`} role="alert">{t('ui.case.wrong.day')}</span>}
      <span class="fact-options">
        <input
          class="form-input input-width-s"
          id={`${id}-field`}
          inputMode="numeric"
          autocomplete="off"
          maxLength={20}
          placeholder={t('ui.case.day_form')}
          value={typed}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-error` : undefined}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            set(dayFrom(event.currentTarget.value, today) ?? undefined);
          }}
          onBlur={() => setLeft(true)}
        />
        {day !== null && current !== null && <span class="fact-read">{longDate(language, day)}</span>}
        {fact === 'expires' && (
          <span class="fact-option">
            <input
              type="checkbox"
              class="form-checkbox"
              id={`${id}-never`}
              checked={current === null}
              onChange={(event) => {
                setTyped('');
                set(event.currentTarget.checked ? null : undefined);
              }}
            />
            <label for={`${id}-never`}>{t('ui.case.never_expires')}</label>
          </span>
        )}
      </span>
    </div>
  );
}

function Year(props: FactProps): JSX.Element {
  const { draft, fact, set } = props;
  const texts = useTexts();
  const { t } = texts;
  const id = factId(draft.key, fact);
  const current = draft.facts[fact];
  const [typed, setTyped] = useState(typeof current === 'number' ? String(current) : '');
  const [wasLeft, setLeft] = useState(false);
  const isWrong = wasLeft && typed.trim() !== '' && yearFrom(typed) === null;
  return (
    <div class={isWrong ? 'fact form-error' : 'fact'} id={id}>
      <label for={`${id}-field`}>{labelOf(texts, props)}</label>
      {isWrong && <span class="form-error-message" id={`${id}-error`} role="alert">{t('ui.error.year')}</span>}
      <input
        class="form-input input-char-4"
        id={`${id}-field`}
        inputMode="numeric"
        autocomplete="off"
        maxLength={10}
        value={typed}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-error` : undefined}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          set(yearFrom(event.currentTarget.value) ?? undefined);
        }}
        onBlur={() => setLeft(true)}
      />
    </div>
  );
}
