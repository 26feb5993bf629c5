// What officers marked silently and registered people say was not them, of the last month: to be looked into, and never a refusal by itself.
import type { JSX } from 'preact';
import { Failed, useLoaded } from '../centre/page.tsx';
import type { Desk } from '../day/desk.tsx';
import { clockText } from '../day/words.ts';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';

interface Mark {
  readonly case_id: string;
  readonly officer: string;
  readonly kind: 'coercion' | 'suspicion' | 'disputed';
  readonly at: string;
}

export function Marks({ desk }: { desk: Desk }): JSX.Element {
  const { t, language } = useTexts();
  const { value, failure, reload } = useLoaded<{ readonly items: readonly Mark[] }>(desk, '/desk/v1/case-flags');
  return (
    <section aria-labelledby="marks">
      <h2 id="marks">{t('ui.supervisor.marks')}</h2>
      <Failed failure={failure} retry={() => void reload()} />
      {value !== null && value.items.length === 0 && <p>{t('ui.supervisor.no_marks')}</p>}
      {value !== null && value.items.length > 0 && (
        <ul class="plain case-lines">
          {value.items.map(({ case_id: id, kind, at }) => (
            <li key={`${id} ${kind} ${at}`}>
              <a href={`../${location.search}#${id}`}>{t(`ui.supervisor.mark.${kind}`)}</a>{' '}
              {longDate(language, at.slice(0, 10))} {clockText(language, new Date(at))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
