// What is told of something that was asked for and not done, or of which nobody knows whether it was.
import type { JSX } from 'preact';
import { isLost, type Failure } from './api.ts';
import { useTexts } from './i18n.ts';
import type { NotDone } from './asking.ts';

interface Props {
  readonly of: NotDone;
  readonly heading: string; // where it is known that it was not done
  readonly why: string; // where the server refused it
  readonly look: () => Promise<void>;
}

export function NotDoneAlert({ of: { failure, isKnown }, heading, why, look }: Props): JSX.Element {
  const { t } = useTexts();
  return (
    <div class="alert alert-warning" role="alert">
      <p class="alert-heading">{isKnown ? heading : t('ui.unsure.heading')}</p>
      <p class="alert-text">{!isKnown ? t('ui.unsure.text') : isLost(failure) ? t('ui.unsure.looked') : why}</p>
      {isLost(failure) && failure.reason === 'problem' && <p class="alert-text">{failure.text}</p>}
      {!isKnown && <p><button type="button" class="button button-secondary" onClick={() => void look()}>{t('ui.unsure.look')}</button></p>}
    </div>
  );
}

// In place of a part of a page that could not be fetched.
export function Missing({ look }: { look: () => Promise<void> }): JSX.Element {
  const { t } = useTexts();
  return (
    <div role="alert">
      <p>{t('ui.error.unreachable')}</p>
      <p><button type="button" class="button button-secondary" onClick={() => void look()}>{t('ui.error.retry')}</button></p>
    </div>
  );
}

export const textOf = (failure: Failure): string => (failure.reason === 'problem' ? failure.text : '');
