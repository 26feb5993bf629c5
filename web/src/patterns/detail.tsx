// One alert: what its rule looks for, its graph, and the same as a table.
import type { JSX, RefObject } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import type { Alert } from './alerts.ts';
import { draw } from './drawing.ts';
import { Graph } from './graph.tsx';
import { daysText } from './list.tsx';
import { ruleName, ruleText } from './words.ts';

export function Detail({ alert, heading }: { alert: Alert; heading: RefObject<HTMLHeadingElement | null> }): JSX.Element {
  const texts = useTexts();
  const { t, language } = texts;
  const [marked, setMarked] = useState<string | null>(null); // a person
  const drawing = useMemo(() => draw(alert), [alert]);
  const text = ruleText(texts, alert.rule);
  return (
    <section class="detail" aria-labelledby="detail-title">
      <h2 id="detail-title" ref={heading} tabIndex={-1}>{ruleName(texts, alert.rule)}: {daysText(language, alert)}</h2>
      {text !== null && <p>{text}</p>}
      {alert.depth !== undefined && <p>{t('ui.patterns.depth', { depth: alert.depth })}</p>}
      {alert.cut === true && <p class="note">{t('ui.patterns.cut')}</p>}
      <h3 id="persons-title">{t('ui.patterns.persons')}</h3>
      <p class="screen-only note" id="persons-hint">{t('ui.patterns.persons_hint')}</p>
      <ul class="plain persons" aria-labelledby="persons-title">
        {alert.persons.map((person) => (
          <li key={person}>
            <button
              type="button"
              class="person"
              aria-pressed={person === marked}
              aria-describedby="persons-hint"
              onClick={() => setMarked(person === marked ? null : person)}
            >
              {person}
            </button>
          </li>
        ))}
      </ul>
      <Graph drawing={drawing} marked={marked} label={t('ui.patterns.graph_label', { persons: alert.persons.length, statements: alert.statements.length })} />
      <Statements alert={alert} marked={marked} />
    </section>
  );
}

const rowsMax = 500;

// The graph in words: a row for each statement.
function Statements({ alert, marked }: { alert: Alert; marked: string | null }): JSX.Element {
  const { t, language } = useTexts();
  const rows = [...alert.statements].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return (
    <>
      <h3 id="statements-title">{t('ui.patterns.statements')}</h3>
      <div class="table-scroll" role="group" aria-labelledby="statements-title" tabIndex={0}>
        <table class="table">
          <thead>
            <tr>
              {(['day', 'witness', 'applicant', 'officer', 'centre', 'face', 'professional'] as const).map((column) => (
                <th key={column} scope="col">{t(`ui.patterns.column.${column}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, rowsMax).map((each, index) => (
              <tr key={index} class={marked !== null && (each.witness === marked || each.applicant === marked) ? 'chosen' : undefined}>
                <th scope="row">{longDate(language, each.day)}</th>
                <td>{each.witness}</td>
                <td>{each.applicant}</td>
                <td>{each.officer}</td>
                <td>{each.centre}</td>
                <td>{t(each.face_bound ? 'fact.yes' : 'fact.no')}</td>
                <td>{t(each.professional ? 'fact.yes' : 'fact.no')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > rowsMax && <p class="note">{t('ui.patterns.rows_left', { count: rows.length - rowsMax })}</p>}
    </>
  );
}
