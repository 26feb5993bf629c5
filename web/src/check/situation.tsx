// What the rules advise in a citizen's own situation. The ticks change the advice on the page, never the verdict.
import type { JSX } from 'preact';
import { useTexts, type Key } from '../i18n.ts';
import { clauseText, type Policy } from '../policy.ts';

export type SituationId = 'abroad' | 'scan' | 'name';

export const situations: readonly { id: SituationId; label: Key; clause: string }[] = [
  { id: 'abroad', label: 'ui.situation.abroad', clause: 'S3' },
  { id: 'scan', label: 'ui.situation.scan', clause: 'S4' },
  { id: 'name', label: 'ui.situation.name', clause: 'G3' },
];

interface SituationProps {
  readonly policy: Policy;
  readonly ticked: readonly SituationId[];
  readonly change: (ticked: readonly SituationId[]) => void;
}

export function Situation({ policy, ticked, change }: SituationProps): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  return (
    <section aria-labelledby="situation-title">
      <h2 id="situation-title">{t('ui.situation.title')}</h2>
      <fieldset aria-labelledby="situation-title">
        {situations.map(({ id, label, clause }) => {
          const on = ticked.includes(id);
          return (
            <div key={id}>
              <div class="form-group-checkbox">
                <input
                  type="checkbox"
                  class="form-checkbox"
                  id={`situation-${id}`}
                  checked={on}
                  onChange={() => change(on ? ticked.filter((each) => each !== id) : [...ticked, id])}
                />
                <label for={`situation-${id}`}>{t(label)}</label>
              </div>
              <div aria-live="polite">
                {on && (
                  <div class="alert alert-info">
                    <p class="alert-text">{clauseText(texts, policy, clause)}</p>
                    {id === 'abroad' && <p><a href="../#witness-title">{t('ui.need.witness_link')}</a> <a href="../witness/">{t('ui.need.can_witness')}</a></p>}
                  </div>
                )}
              </div>
            </div>
          );
        })}
      </fieldset>
    </section>
  );
}
