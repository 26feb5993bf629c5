// What the page says of where it decides: with rules that were kept, or not in this browser at all.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { whenKept } from '../kept.ts';

// Of which day the rules are, where they are not the server's of now.
export function KeptRules(): JSX.Element | null {
  const { t, language } = useTexts();
  const [since, setSince] = useState<string | null>(null);
  useEffect(() => whenKept(setSince), []);
  if (since === null) return null;
  return <div class="alert alert-warning" role="status"><p class="alert-text">{t('ui.engine.kept', { date: longDate(language, localDay(since)) })}</p></div>;
}

// A citizen may not have WebAssembly (an old browser, or a mode that shuts it out). Nothing is sent unless they say so.
export function NoEngine({ askServer }: { askServer: () => void }): JSX.Element {
  const { t } = useTexts();
  return (
    <div class="alert alert-warning" role="alert">
      <p class="alert-heading">{t('ui.engine.missing')}</p>
      <p class="alert-text">{t('ui.engine.missing_help')}</p>
      <button type="button" class="button button-secondary" onClick={askServer}>{t('ui.engine.use_server')}</button>
    </div>
  );
}

// The day of a time where the reader is.
function localDay(time: string): string {
  const at = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
