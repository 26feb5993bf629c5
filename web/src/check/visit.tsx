// The visit: its day, on which everything is judged, and its place.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Case } from '../case.ts';
import { isDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { placeText, type Policy } from '../policy.ts';

export function Visit({ policy, kase, change }: { policy: Policy; kase: Case; change: (kase: Case) => void }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const [typed, setTyped] = useState(kase.date);
  useEffect(() => setTyped(kase.date), [kase.date]);
  const valid = isDate(kase.date);
  const take = (date: string): void => {
    if (date !== kase.date) change({ ...kase, date });
  };
  return (
    <section class="visit" aria-labelledby="visit-title">
      <h2 id="visit-title">{t('ui.visit.title')}</h2>
      <div class={valid ? 'form-group' : 'form-group form-error'}>
        <label class="form-label" for="visit-date">{t('ui.visit.date')}</label>
        <span class="form-hint" id="visit-date-hint">{t('ui.visit.date_hint')}</span>
        {!valid && <span class="form-error-message" id="visit-date-error" role="alert">{t('ui.error.date')}</span>}
        <input
          class="form-input input-width-s"
          type="date"
          id="visit-date"
          value={typed}
          required
          max="9999-12-31"
          aria-describedby={valid ? 'visit-date-hint' : 'visit-date-hint visit-date-error'}
          aria-invalid={!valid}
          onInput={(event) => {
            const date = event.currentTarget.value;
            setTyped(date);
            // Years arrive digit by digit: 0002, 0020, 0202, 2026.
            if (isDate(date) && date >= '1000') take(date);
          }}
          onBlur={(event) => take(event.currentTarget.value)}
        />
      </div>
      <div class="form-group">
        <label class="form-label" for="visit-place">{t('ui.visit.place')}</label>
        <select class="form-select" id="visit-place" value={kase.place} onChange={(event) => change({ ...kase, place: event.currentTarget.value })}>
          {policy.places.map(({ id }) => <option key={id} value={id}>{placeText(texts, policy, id)}</option>)}
        </select>
      </div>
    </section>
  );
}
