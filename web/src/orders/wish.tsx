// Asking for a hold, the end of one, or an erasure. What was typed stays until it was taken.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { caseIn } from '../desk/view.ts';
import { Choice } from '../fields.tsx';
import { useTexts } from '../i18n.ts';
import { caseTyped, isReason, kinds, type Kind } from './orders.ts';
import type { OrdersProps, Refused } from './page.tsx';

interface Props {
  readonly id?: string;
  readonly ask: OrdersProps['ask'];
  readonly endOf?: string; // the end of the hold of this case, and nothing else
}

export function Wish({ id = 'wish', ask, endOf }: Props): JSX.Element {
  const { t, find } = useTexts();
  const [kind, setKind] = useState<Kind>(endOf === undefined ? 'hold' : 'lift');
  const [typed, setTyped] = useState(() => caseIn(location.hash) ?? '');
  const [reason, setReason] = useState('');
  const [mistake, setMistake] = useState<Refused | null>(null);
  const [isBusy, setBusy] = useState(false);
  const caseField = useRef<HTMLInputElement>(null);
  const reasonField = useRef<HTMLTextAreaElement>(null);
  const refuse = (refused: Refused): void => {
    setMistake(refused);
    (refused.at === 'case' ? caseField.current ?? reasonField.current : reasonField.current)?.focus();
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    const caseId = endOf ?? caseTyped(typed);
    if (caseId === null) return refuse({ at: 'case', text: t('ui.orders.no_case') });
    if (!isReason(reason)) return refuse({ at: 'reason', text: t('ui.orders.no_reason') });
    setBusy(true);
    const refused = await ask(caseId, kind, reason.trim());
    setBusy(false);
    if (refused !== null) return refuse(refused);
    setMistake(null);
    setTyped('');
    setReason('');
  };
  // Where the case is not asked for, its field is not there to say it beside.
  const at = mistake?.at === 'case' && endOf !== undefined ? 'all' : mistake?.at;
  const described = (field: 'case' | 'reason'): string => `${id}-${field}-hint${at === field ? ` ${id}-${field}-error` : ''}${at === 'all' ? ` ${id}-error` : ''}`;
  const said = (field: 'case' | 'reason'): JSX.Element | null => (at === field ? <span class="form-error-message" id={`${id}-${field}-error`} role="alert">{mistake?.text}</span> : null);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      {endOf === undefined && <Choice id={`${id}-kind`} label={t('ui.orders.what')} options={kinds.map((value) => ({ value, label: find(`ui.orders.kind.${value}`) }))} value={kind} change={(next) => { setKind(next); setMistake(null); }} />}
      <p>{find(`ui.orders.does.${kind}`)}</p>
      {at === 'all' && <p class="form-error-message" id={`${id}-error`} role="alert">{mistake?.text}</p>}
      {endOf === undefined && (
        <div class={at === 'case' ? 'form-group form-error' : 'form-group'}>
          <label class="form-label" for={`${id}-case`}>{t('ui.orders.case_number')}</label>
          <span class="form-hint" id={`${id}-case-hint`}>{t('ui.orders.case_hint')}</span>
          {said('case')}
          <input class="form-input input-width-xl" id={`${id}-case`} ref={caseField} maxLength={300} autocomplete="off" autocapitalize="none" spellcheck={false} value={typed} readOnly={isBusy} aria-describedby={described('case')} aria-invalid={at === 'case'} onInput={(event) => setTyped(event.currentTarget.value)} />
        </div>
      )}
      <div class={at === 'reason' ? 'form-group form-error' : 'form-group'}>
        <label class="form-label" for={`${id}-reason`}>{t('ui.orders.reason')}</label>
        <span class="form-hint" id={`${id}-reason-hint`}>{t('ui.orders.reason_hint')}</span>
        {said('reason')}
        <textarea class="form-input input-width-xl" id={`${id}-reason`} ref={reasonField} rows={2} maxLength={1000} value={reason} readOnly={isBusy} aria-describedby={described('reason')} aria-invalid={at === 'reason'} onInput={(event) => setReason(event.currentTarget.value)} />
      </div>
      <p><button type="submit" class={`button ${endOf === undefined ? 'button-primary' : 'button-secondary'}`} disabled={isBusy}>{find(`ui.orders.ask_now.${kind}`)}</button></p>
    </form>
  );
}
