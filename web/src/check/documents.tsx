// The documents that the citizen has, and the cards to choose them from.
import type { JSX } from 'preact';
import type { OpenFact, Verdict } from '../api.ts';
import type { Case } from '../case.ts';
import { Drawing } from '../drawings.tsx';
import { useTexts } from '../i18n.ts';
import { kindText, type Policy } from '../policy.ts';
import { answered, documentName, valueText } from './words.ts';

interface DocumentsProps {
  readonly policy: Policy;
  readonly kase: Case;
  readonly verdict: Verdict | null; // of this very case, or not there yet
  readonly remove: (index: number) => void;
  readonly ask: (open: OpenFact) => void;
}

export function Documents({ policy, kase, verdict, remove, ask }: DocumentsProps): JSX.Element | null {
  const texts = useTexts();
  const { t } = texts;
  if (kase.documents.length === 0) return null;
  return (
    <ul class="plain documents">
      {kase.documents.map((document, index) => {
        const name = documentName(texts, policy, kase, index);
        const refused = (verdict?.documents[index]?.refused.length ?? 0) > 0;
        return (
          <li key={document.key} class={refused ? 'document document-refused' : 'document'}>
            <Drawing kind={document.kind} />
            <div class="document-body">
              <h3>{name}</h3>
              {refused && <p class="document-mark">{t('ui.documents.refused')}</p>}
              <ul class="plain facts">
                {answered(document).map(({ fact, value }) => (
                  <li key={fact}>
                    <span>{texts.find(`fact.${fact}.name`)}: <b>{value === undefined ? t('fact.unknown') : valueText(texts, fact, value)}</b></span>
                    <button
                      type="button"
                      class="link-button"
                      aria-label={t('ui.documents.change_label', { fact: texts.find(`fact.${fact}.name`), document: name })}
                      onClick={() => ask({ document: index, fact })}
                    >
                      {t('ui.documents.change')}
                    </button>
                  </li>
                ))}
              </ul>
              <button type="button" class="link-button" aria-label={t('ui.documents.remove_label', { document: name })} onClick={() => remove(index)}>
                {t('ui.documents.remove')}
              </button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

// One card for each kind; folded away once there is a document.
export function Picker({ policy, open, add }: { policy: Policy; open: boolean; add: (kind: string) => void }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const cards = (
    <ul class="plain picker" aria-label={t('ui.documents.pick')}>
      {policy.kinds.map(({ id }) => (
        <li key={id}>
          <button
            type="button"
            class="picker-card"
            onClick={(event) => {
              event.currentTarget.closest('details')?.removeAttribute('open');
              add(id);
            }}
          >
            <Drawing kind={id} />
            <span>{kindText(texts, policy, id)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
  if (open) return <><p>{t('ui.documents.first')}</p>{cards}</>;
  return (
    <details class="more-documents">
      <summary class="button button-secondary">{t('ui.documents.another')}</summary>
      {cards}
    </details>
  );
}
