// Comparing the face with a picture, feature by feature: more is seen so than at a glance. All that agrees is one key.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useTexts } from '../i18n.ts';
import { KeySign, useFocus, useKey } from './keys.tsx';
import type { StepProps } from './step.ts';
import { comparisons, facialFeatures, type Comparison, type FaceResult, type FacialFeature } from './view.ts';

type Compared = Partial<Record<FacialFeature, Comparison>>;

export function FaceForm({ working, document: index, name }: StepProps & { document: number; name: string }): JSX.Element {
  const { t, find } = useTexts();
  const [features, setFeatures] = useState<Compared>({});
  const [mistake, setMistake] = useState<string | null>(null);
  const first = useFocus<HTMLButtonElement>(index);
  const send = (result: FaceResult, compared: Compared): void => void working.act('face', { document: index, features: compared, result });
  const allAgree = (): void => send('same', Object.fromEntries(facialFeatures.map((feature) => [feature, features[feature] ?? 'agrees'])));
  const conclude = (result: FaceResult): void => {
    if (Object.keys(features).length < facialFeatures.length) return setMistake(t('ui.case.face_incomplete'));
    send(result, features);
  };
  const hasDifference = Object.values(features).includes('differs');
  useKey('a', hasDifference ? null : allAgree);
  return (
    <div class="looking">
      <h3>{t('ui.case.compare', { document: name })}</h3>
      <p class="note">{t('ui.case.compare_how')}</p>
      {!hasDifference && <p><button type="button" class="button button-primary" ref={first} onClick={allAgree}>{t('ui.case.all_agree')}<KeySign letter="a" /></button></p>}
      <div class="faces">
        {facialFeatures.map((feature) => (
          <fieldset key={feature} class="fact" id={`face-${feature}`}>
            <legend>{find(`face.${feature}`)}</legend>
            <div class="fact-options">
              {comparisons.map((comparison) => (
                <span key={comparison} class="fact-option">
                  <input
                    type="radio"
                    class="form-radio"
                    id={`face-${feature}-${comparison}`}
                    name={`face-${feature}`}
                    checked={features[feature] === comparison}
                    onChange={() => {
                      setMistake(null);
                      setFeatures({ ...features, [feature]: comparison });
                    }}
                  />
                  <label for={`face-${feature}-${comparison}`}>{t(`ui.case.comparison.${comparison}`)}</label>
                </span>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
      {mistake !== null && <p class="form-error-message" role="alert">{mistake}</p>}
      <p class="button-row">
        {(['same', 'doubt', 'different'] as const).map((result) => (
          <button key={result} type="button" class="button button-secondary" onClick={() => conclude(result)}>{t(`ui.case.face_result.${result}`)}</button>
        ))}
      </p>
    </div>
  );
}
