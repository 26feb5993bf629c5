// The alerts as a table, a hundred at a time.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import type { Alert } from './alerts.ts';
import { ruleName } from './words.ts';

const step = 100;

interface ListProps {
  readonly alerts: readonly Alert[];
  readonly chosen: Alert | null;
  readonly choose: (alert: Alert) => void;
}

export function List({ alerts, chosen, choose }: ListProps): JSX.Element {
  const texts = useTexts();
  const { t, language } = texts;
  const [most, setMost] = useState(step);
  useEffect(() => setMost(step), [alerts.length]);
  return (
    <section aria-labelledby="list-title" class="screen-only">
      <h2 id="list-title">{t('ui.patterns.list')}</h2>
      {alerts.length === 0 ? <p>{t('ui.patterns.none')}</p> : (
        <div class="table-scroll list-scroll" role="group" aria-labelledby="list-title" tabIndex={0}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t('ui.patterns.rule')}</th>
                <th scope="col">{t('ui.patterns.days')}</th>
                <th scope="col" class="number">{t('ui.patterns.persons')}</th>
                <th scope="col" class="number">{t('ui.patterns.statements')}</th>
                <th scope="col">{t('ui.patterns.graph')}</th>
              </tr>
            </thead>
            <tbody>
              {alerts.slice(0, most).map((alert, index) => {
                const name = ruleName(texts, alert.rule);
                return (
                  <tr key={index} class={alert === chosen ? 'chosen' : undefined}>
                    <th scope="row">{name}</th>
                    <td>{daysText(language, alert)}</td>
                    <td class="number">{alert.persons.length}</td>
                    <td class="number">{alert.statements.length}</td>
                    <td>
                      <button
                        type="button"
                        class="link-button"
                        aria-pressed={alert === chosen}
                        aria-label={t('ui.patterns.show_label', { rule: name, days: daysText(language, alert) })}
                        onClick={() => choose(alert)}
                      >
                        {t('ui.patterns.show')}
                      </button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {alerts.length > most && (
        <button type="button" class="button button-secondary" onClick={() => setMost(most + step)}>
          {t('ui.patterns.more', { count: alerts.length - most })}
        </button>
      )}
    </section>
  );
}

export function daysText(language: string, { first_day: first, last_day: last }: Alert): string {
  return first === last ? longDate(language, first) : `${longDate(language, first)} – ${longDate(language, last)}`;
}
