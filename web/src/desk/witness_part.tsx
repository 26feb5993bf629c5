// A witness at the counter: how they know the applicant, their approval on their own device, their documents and face, the vouching.
//
// PRIVACY: nothing about the witness is kept in this browser but kinds and facts of their documents while they are typed.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { countFrom } from './typed.ts';
import { Choice } from '../fields.tsx';
import { languageName } from '../professional/organisations.ts';
import { QrCode } from '../qr.tsx';
import { policyNumbers } from '../policy.ts';
import { useTexts } from '../i18n.ts';
import { witnessRefusal } from './commands.ts';
import { DocumentsEditor } from './documents_editor.tsx';
import { documentOf, keepDrafts, keptDrafts, nextKey } from './draft.ts';
import { useFocus } from './keys.tsx';
import type { StepProps } from './step.ts';
import { statementAddress } from './statement_address.ts';
import { useDrafts } from './use_drafts.ts';
import { useStanding } from './verdict.tsx';
import { relations, type WitnessRefusal } from './view.ts';

type Props = StepProps & { readonly leave: (() => void) | null };

export function WitnessPartShown(props: Props): JSX.Element {
  const { view } = props;
  const { t } = useTexts();
  switch (view.witness.state) {
    case 'none': return <Relation {...props} />;
    case 'begun': return <Approval {...props} />;
    case 'refused': return <><p class="standing standing-rejected"><strong>{t('ui.case.witness_refused')}</strong></p><Relation {...props} /></>;
    case 'proven': return <Vouching {...props} />;
    case 'vouched': return <p class="standing standing-accepted"><strong>{t('ui.case.vouched')}</strong></p>;
  }
}

const languagesOfStatement = ['da', 'en'] as const;
const yearsMax = 120;

function Relation({ view, working, leave }: Props): JSX.Element {
  const { t, find, language } = useTexts();
  const [relation, setRelation] = useState<string>('');
  const [years, setYears] = useState('');
  const [spoken, setSpoken] = useState<string>(languagesOfStatement.find((each) => each === view.language) ?? 'en');
  const [wasSent, setSent] = useState(false);
  const first = useFocus<HTMLSelectElement>('relation');
  const known = countFrom(years, yearsMax);
  const begin = (event: Event): void => {
    event.preventDefault();
    setSent(true);
    if (relation === '') return first.current?.focus();
    if (known === null) return document.getElementById('witness-years')?.focus();
    void working.act('witness', { relation, known_years: known, language: spoken });
  };
  const isBad = { relation: wasSent && relation === '', years: wasSent && known === null };
  return (
    <form class="witness-form" noValidate onSubmit={begin}>
      <h3>{t('ui.case.witness')}</h3>
      <div class={isBad.relation ? 'form-group form-error' : 'form-group'}>
        <label class="form-label" for="witness-relation">{t('ui.statement.relation')}</label>
        {isBad.relation && <span class="form-error-message" id="witness-relation-error">{t('ui.case.wrong.relation')}</span>}
        <select
          class="form-select"
          id="witness-relation"
          ref={first}
          value={relation}
          aria-invalid={isBad.relation}
          aria-describedby={isBad.relation ? 'witness-relation-error' : undefined}
          onChange={(event) => setRelation(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            if (relation === '') setSent(true);
            else document.getElementById('witness-years')?.focus();
          }}
        >
          <option value="">{t('ui.case.choose')}</option>
          {relations.map((each) => <option key={each} value={each}>{find(`statement.relation.${each}`)}</option>)}
        </select>
      </div>
      <div class={isBad.years ? 'form-group form-error' : 'form-group'}>
        <label class="form-label" for="witness-years">{t('ui.case.known_years')}</label>
        {isBad.years && <span class="form-error-message" id="witness-years-error" role="alert">{t('ui.case.wrong.years')}</span>}
        <input
          class="form-input input-char-4"
          id="witness-years"
          inputMode="numeric"
          autocomplete="off"
          maxLength={20}
          value={years}
          aria-invalid={isBad.years}
          aria-describedby={isBad.years ? 'witness-years-error' : undefined}
          onInput={(event) => setYears(event.currentTarget.value)}
        />
      </div>
      <Choice
        id="witness-language"
        label={t('ui.case.witness_language')}
        options={languagesOfStatement.map((value) => ({ value, label: languageName(language, value) }))}
        value={languagesOfStatement.find((each) => each === spoken) ?? null}
        change={setSpoken}
      />
      <p class="button-row">
        <button type="submit" class="button button-primary" aria-disabled={working.isBusy}>{t('ui.case.witness_begin')}<kbd>↵</kbd></button>
        {leave !== null && <button type="button" class="button button-tertiary" onClick={leave}>{t('ui.case.back')}</button>}
      </p>
    </form>
  );
}

const lookMilliseconds = 1500;

// The witness approves on their own device; this page asks how far they are.
function Approval({ view, working }: Props): JSX.Element {
  const { t } = useTexts();
  useEffect(() => {
    const timer = setInterval(() => void working.reload(), lookMilliseconds);
    return () => clearInterval(timer);
  }, [working.reload]);
  const { address: broker, approval_id: approval = null, reference_text: reference } = view.witness;
  const address = broker === null ? null : statementAddress(broker, approval);
  const heading = useFocus<HTMLHeadingElement>('approval');
  return (
    <div class="approval" aria-live="polite">
      <h3 tabIndex={-1} ref={heading}>{t('ui.case.approval')}</h3>
      <p>{t('ui.case.approval_how')}</p>
      {address !== null && (
        <>
          <QrCode text={address} label={t('ui.case.approval_qr')} />
          <p class="approval-link"><a href={address} target="_blank" rel="noreferrer">{address}</a></p>
        </>
      )}
      {reference !== null && <p>{t('ui.case.approval_reference')} <q>{reference}</q></p>}
      <p class="note">{t('ui.case.approval_wait')}</p>
    </div>
  );
}

function Vouching({ desk, policy, view, working, today, place }: Props): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const { shown: drafts, latest, change } = useDrafts(view.case_id, 'witness', () => keptDrafts(view.case_id, 'witness', policy) ?? [], (next) => next.length === 0);
  const waiting = useRef<readonly string[]>([]);
  const [likeness, setLikeness] = useState(false);
  const [since, setSince] = useState({ day: '', source: '', organisation: '' });
  const [said, setSaid] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<WitnessRefusal | null>(null);
  const standing = useStanding(policy, today, place, drafts);
  const vouch = async (): Promise<void> => {
    if (!likeness) {
      setSaid(t('ui.case.likeness_first'));
      return document.getElementById('witness-likeness')?.focus();
    }
    if (since.day !== '' && since.source.trim() === '') {
      setSaid(t('ui.case.wrong.source'));
      return document.getElementById('witness-source')?.focus();
    }
    const answer = await working.act('vouching', {
      documents: latest.current.map((draft) => documentOf(draft)),
      likeness,
      ...(since.day === '' ? {} : { mitid_since: since.day, mitid_since_source: since.source.trim() }),
      ...(since.organisation.trim() === '' ? {} : { organisation_id: since.organisation.trim() }),
    });
    if (answer === null) return;
    const refused = answer.ok ? null : witnessRefusal(answer.failure);
    if (refused !== null) working.settle(); // told beside the button
    setRefusal(refused);
    setSaid(null);
    if (answer.ok) keepDrafts(view.case_id, 'witness', null);
  };
  return (
    <div class="vouching">
      <p class="standing standing-accepted"><strong>{t('ui.case.proven')}</strong></p>
      <DocumentsEditor
        desk={desk}
        policy={policy}
        today={today}
        place={place}
        waiting={waiting}
        scanId="witness-scan"
        scanLabel={t('ui.case.scan.witness')}
        scanHint={t('ui.case.scan.document_hint')}
        drafts={drafts}
        standing={standing}
        change={change}
        add={async (draft) => {
          // Whether the name is the witness's own is the officer's to see: the desk is not told who the witness is.
          change([...latest.current, { ...draft, key: nextKey(latest.current), name: null }]);
          return null;
        }}
        number={null}
        tries={0}
        goOn={{ label: t('ui.case.vouch'), does: () => void vouch() }}
      >
        <>
          <div class="form-group-checkbox">
            <input type="checkbox" class="form-checkbox" id="witness-likeness" checked={likeness} onChange={(event) => { setSaid(null); setLikeness(event.currentTarget.checked); }} />
            <label for="witness-likeness">{t('ui.case.likeness')}</label>
          </div>
          <details class="more-facts">
            <summary>{t('ui.case.witness_more')}</summary>
            <div class="form-group">
              <label class="form-label" for="witness-since">{t('ui.case.mitid_since')}</label>
              <input class="form-input input-width-s" type="date" id="witness-since" max={today} value={since.day} onInput={(event) => setSince({ ...since, day: event.currentTarget.value })} />
            </div>
            <div class="form-group">
              <label class="form-label" for="witness-source">{t('ui.case.mitid_since_source')}</label>
              <input class="form-input" id="witness-source" autocomplete="off" maxLength={200} value={since.source} onInput={(event) => setSince({ ...since, source: event.currentTarget.value })} />
            </div>
            <div class="form-group">
              <label class="form-label" for="witness-organisation">{t('ui.case.organisation')}</label>
              <input class="form-input" id="witness-organisation" autocomplete="off" maxLength={200} value={since.organisation} onInput={(event) => setSince({ ...since, organisation: event.currentTarget.value })} />
            </div>
          </details>
          {said !== null && <p class="form-error-message" role="alert">{said}</p>}
          {refusal !== null && <Refused refusal={refusal} policy={policy} />}
        </>
      </DocumentsEditor>
    </div>
  );
}

function Refused({ refusal, policy }: { refusal: WitnessRefusal; policy: StepProps['policy'] }): JSX.Element {
  const { t, find } = useTexts();
  return (
    <div class="standing standing-rejected" role="alert">
      <p><strong>{t('ui.case.vouching_refused')}</strong></p>
      {refusal.reasons.length === 0 ? <p>{find(`ui.case.witness_code.${refusal.code}`)}</p> : (
        <ul>{refusal.reasons.map(({ code, clause }) => <li key={`${code} ${clause}`}>{find(`ui.witness.refused.${code}`, policyNumbers(policy))}</li>)}</ul>
      )}
    </div>
  );
}
