// What is asked of the witness themselves.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { DayField, Choice } from '../fields.tsx';
import { useTexts } from '../i18n.ts';
import { policyNumbers, type Policy } from '../policy.ts';
import { earlierMax, mistakeIn, type Told } from './told.ts';

interface FormProps {
  readonly policy: Policy;
  readonly visit: string;
  readonly told: Told;
  readonly change: (told: Told) => void;
}

export function Form({ policy, visit, told, change }: FormProps): JSX.Element {
  const { t } = useTexts();
  const mistake = useMistake(visit);
  const present = told.mitidPresent === null ? null : told.mitidPresent ? 'yes' : 'no';
  return (
    <section aria-labelledby="you-title">
      <h2 id="you-title">{t('ui.witness.you')}</h2>
      <DayField id="witness-born" label={t('ui.witness.born')} value={told.born} change={(born) => change({ ...told, born })} mistake={mistake} />
      <Choice
        id="witness-mitid-since"
        label={t('ui.witness.mitid_since')}
        options={[
          { value: 'months', label: t('ui.witness.mitid_since.months') },
          { value: 'date', label: t('ui.witness.mitid_since.date') },
          { value: 'unknown', label: t('fact.unknown') },
        ]}
        value={told.mitidAge}
        change={(mitidAge) => change({ ...told, mitidAge })}
      />
      {told.mitidAge === 'date' && (
        <div class="follow-up">
          <DayField
            id="witness-mitid-day"
            label={t('ui.witness.mitid_day')}
            hint={t('ui.witness.mitid_day_hint')}
            value={told.mitidSince}
            change={(mitidSince) => change({ ...told, mitidSince })}
            mistake={mistake}
          />
        </div>
      )}
      <Choice
        id="witness-mitid-present"
        label={t('ui.witness.mitid_present')}
        options={[{ value: 'yes', label: t('fact.yes') }, { value: 'no', label: t('fact.no') }]}
        value={present}
        change={(value) => change({ ...told, mitidPresent: value === 'yes' })}
      />
      <Choice
        id="witness-professional"
        label={t('ui.witness.professional')}
        options={[{ value: 'no', label: t('fact.no') }, { value: 'yes', label: t('fact.yes') }]}
        value={told.professional ? 'yes' : 'no'}
        change={(value) => change({ ...told, professional: value === 'yes' })}
      />
      <Earlier policy={policy} visit={visit} told={told} change={change} />
    </section>
  );
}

// The days on which they were a witness before, as many fields as there are days.
function Earlier({ policy, visit, told, change }: FormProps): JSX.Element {
  const { t } = useTexts();
  const mistake = useMistake(visit);
  const [added, setAdded] = useState(-1); // the field to go to
  const heading = useRef<HTMLLegendElement>(null);
  const put = (earlier: readonly string[]): void => change({ ...told, earlier });
  return (
    <div class="form-group">
      <fieldset id="witness-earlier">
        <legend class="form-label" ref={heading} tabIndex={-1}>{t('ui.witness.earlier', policyNumbers(policy))}</legend>
        <span class="form-hint">{t('ui.witness.earlier_hint')}</span>
        <ul class="plain earlier">
          {told.earlier.map((day, index) => (
            <li key={index}>
              <DayField
                id={`witness-earlier-${index}`}
                label={t('ui.witness.earlier_day', { number: index + 1 })}
                value={day}
                focus={index === added}
                change={(value) => put(told.earlier.with(index, value))}
                mistake={mistake}
              />
              <button
                type="button"
                class="link-button"
                onClick={() => {
                  setAdded(-1);
                  put(told.earlier.toSpliced(index, 1));
                  heading.current?.focus();
                }}
              >
                {t('ui.witness.earlier_remove', { number: index + 1 })}
              </button>
            </li>
          ))}
        </ul>
        {told.earlier.length < earlierMax && (
          <button
            type="button"
            class="button button-secondary"
            onClick={() => {
              setAdded(told.earlier.length);
              put([...told.earlier, '']);
            }}
          >
            {t(told.earlier.length === 0 ? 'ui.witness.earlier_first' : 'ui.witness.earlier_add')}
          </button>
        )}
      </fieldset>
    </div>
  );
}

// What is wrong with a day, in words.
function useMistake(visit: string): (day: string) => string | null {
  const { t } = useTexts();
  return (day) => {
    const mistake = mistakeIn(day, visit);
    if (mistake === null) return null;
    return t(mistake === 'date' ? 'ui.error.date' : 'ui.witness.error.after_visit');
  };
}
