// For who was signed in a moment ago and is not any more: they signed out, or it has been too long.
import type { JSX } from 'preact';
import { isLost } from '../api.ts';
import type { NotDone } from '../asking.ts';
import { useTexts } from '../i18n.ts';

export function SignedOut({ notDone }: { notDone: NotDone | null }): JSX.Element {
  const { t } = useTexts();
  return (
    <div class={`alert ${notDone === null ? 'alert-info' : 'alert-warning'}`} role={notDone === null ? 'status' : 'alert'}>
      <p class="alert-heading">{t('ui.mine.signed_out')}</p>
      {notDone !== null && <p class="alert-text">{t(isLost(notDone.failure) ? 'ui.mine.signed_out_unsure' : 'ui.mine.signed_out_not_done')}</p>}
    </div>
  );
}
