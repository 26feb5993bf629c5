// The step "looking": three security features of each document that counts, then the face.
//
// Which features is the server's draw; a feature is seen (1 or Enter), not seen (2), or doubted (3), which asks for a second look.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { caseOf } from './verdict.tsx';
import { documentName } from '../check/words.ts';
import { useTexts } from '../i18n.ts';
import { draftsOf } from './draft.ts';
import { FaceForm } from './face_form.tsx';
import { KeySign, useFocus, useKey } from './keys.tsx';
import type { StepProps } from './step.ts';
import { nextLook, pictureOf } from './view.ts';

export function LookingStep(props: StepProps): JSX.Element {
  const { policy, view, working, today, place } = props;
  const texts = useTexts();
  const wanted = view.missing.includes('looks') ? nextLook(view) : undefined;
  const look = view.looks.find(({ document }) => document === wanted);
  const isDrawn = look !== undefined;
  useEffect(() => {
    if (wanted !== undefined && !isDrawn) void working.act('looks', { document: wanted });
  }, [wanted, isDrawn, view.revision]);
  const kase = caseOf(today, place, draftsOf(view.documents));
  const nameOf = (index: number): string => documentName(texts, policy, kase, index);
  const picture = pictureOf(view);
  const [again, setAgain] = useState(false);
  return (
    <>
      {wanted !== undefined && look !== undefined && <Features key={wanted} {...props} document={wanted} ids={look.features.map(({ id }) => id)} name={nameOf(wanted)} />}
      {wanted === undefined && view.missing.includes('face') && picture !== undefined && (
        view.face?.result === 'different' && !again ? <Different refuse={props.refuse} again={() => setAgain(true)} /> : <FaceForm {...props} document={picture} name={nameOf(picture)} />
      )}
      {wanted === undefined && !view.missing.includes('face') && <Looked {...props} nameOf={nameOf} />}
    </>
  );
}

function Features({ view, working, document: index, ids, name }: StepProps & { document: number; ids: readonly string[]; name: string }): JSX.Element {
  const { t, find } = useTexts();
  const [seen, setSeen] = useState<readonly boolean[]>([]);
  const at = seen.length;
  const isWhole = at >= ids.length;
  const button = useFocus<HTMLButtonElement>(at);
  const say = (saw: boolean): void => {
    if (isWhole || working.isBusy) return;
    const next = [...seen, saw];
    setSeen(next);
    if (next.length === ids.length) void send(next);
  };
  const send = async (all: readonly boolean[]): Promise<void> => {
    const answer = await working.act('look-answers', { document: index, seen: all });
    if (answer?.ok !== true) setSeen(all.slice(0, -1)); // the last one is to be said again
  };
  const doubt = (): void => void working.act('second-look', {});
  useKey('1', () => say(true));
  useKey('2', () => say(false));
  useKey('3', view.second_look.state === 'none' ? doubt : null);
  return (
    <div class="looking">
      <h3>{t('ui.case.look_at', { document: name })}</h3>
      <p class="note">{t('ui.case.look_how')}</p>
      <ol class="plain looks">
        {ids.map((id, place) => (
          <li key={id} class={place === at ? 'look look-now' : 'look'}>
            <p class="look-text">{find(`feature.${id}`)}</p>
            {place < at && <p class="look-said">{t(seen[place] === true ? 'ui.case.seen' : 'ui.case.not_seen')} <button type="button" class="link-button" onClick={() => setSeen(seen.slice(0, place))}>{t('ui.documents.change')}</button></p>}
            {place === at && (
              <p class="button-row">
                <button type="button" class="button button-primary" ref={button} onClick={() => say(true)}>{t('ui.case.seen')}<KeySign letter="1" /></button>
                <button type="button" class="button button-secondary" onClick={() => say(false)}>{t('ui.case.not_seen')}<KeySign letter="2" /></button>
                {view.second_look.state === 'none' && <button type="button" class="button button-tertiary" onClick={doubt}>{t('ui.case.doubt')}<KeySign letter="3" /></button>}
              </p>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

// Another person than on the picture: nothing goes on from here but a refusal, or a second thought.
function Different({ refuse, again }: { refuse: () => void; again: () => void }): JSX.Element {
  const { t } = useTexts();
  const button = useFocus<HTMLButtonElement>('different');
  return (
    <>
      <p class="standing standing-rejected"><strong>{t('ui.case.face_is_different')}</strong></p>
      <p class="button-row">
        <button type="button" class="button button-primary" ref={button} onClick={refuse}>{t('ui.case.refuse')}<KeySign letter="r" /></button>
        <button type="button" class="button button-secondary" onClick={again}>{t('ui.case.compare_again')}</button>
      </p>
    </>
  );
}

// What was seen, once all of it is said.
function Looked({ view, nameOf }: StepProps & { nameOf: (index: number) => string }): JSX.Element {
  const { t, find } = useTexts();
  return (
    <>
      {view.looks.length === 0 && view.face === null && <p>{t('ui.case.nothing_looked_at')}</p>}
      {view.looks.map(({ document: index, features }) => (
        <section key={index}>
          <h3>{nameOf(index)}</h3>
          <ul>{features.map(({ id, seen }) => <li key={id}>{find(`feature.${id}`)}: <strong>{seen === null ? t('ui.case.not_said') : t(seen ? 'ui.case.seen' : 'ui.case.not_seen')}</strong></li>)}</ul>
        </section>
      ))}
      {view.face !== null && (
        <section>
          <h3>{t('ui.case.face')}</h3>
          <p><strong>{t(`ui.case.face_result.${view.face.result}`)}</strong></p>
          <ul>
            {Object.entries(view.face.features).filter(([, comparison]) => comparison !== 'agrees').map(([id, comparison]) => (
              <li key={id}>{find(`face.${id}`)}: {find(`ui.case.comparison.${comparison}`)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
