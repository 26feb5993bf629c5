// Starts a page: the texts of its language and the policy first, then the page itself, or why there is none.
import { render, type ComponentType, type JSX } from 'preact';
import { fetchPolicy, type Failure } from './api.ts';
import { longDate } from './format.ts';
import { loadTexts, TextsContext, useTexts, withPolicy, type Audience } from './i18n.ts';
import { startLanguageLinks } from './language_links.ts';
import type { Policy } from './policy.ts';

// A page that needs no policy.
export async function mountAlone(Page: ComponentType, audience: Audience = 'everybody'): Promise<void> {
  startLanguageLinks();
  const texts = await loadTexts(document.documentElement.lang, audience);
  render(<TextsContext.Provider value={texts}><Page /></TextsContext.Provider>, appRoot());
}

export async function mount(Page: ComponentType<{ policy: Policy }>): Promise<void> {
  startLanguageLinks();
  const root = appRoot();
  const language = document.documentElement.lang;
  const [texts, policy] = await Promise.all([loadTexts(language), fetchPolicy('mitid', language)]);
  render(
    <TextsContext.Provider value={policy.ok ? withPolicy(texts, policy.value) : texts}>
      {policy.ok ? <Page policy={policy.value} /> : <Trouble failure={policy.failure} retry={() => void mount(Page)} since={null} />}
    </TextsContext.Provider>,
    root,
  );
}

function appRoot(): HTMLElement {
  const root = document.getElementById('app');
  if (root === null) throw new Error('the page has no #app');
  return root;
}

interface TroubleProps {
  readonly failure: Failure;
  readonly retry: () => void;
  readonly since: string | null; // the first day that the rules are known for, where that is known
}

// What went wrong, in words, and a way to try again.
export function Trouble({ failure, retry, since }: TroubleProps): JSX.Element {
  const texts = useTexts();
  if (failure.reason === 'problem' && failure.type.endsWith('no-version-in-force') && since !== null) {
    const from = longDate(texts.language, since);
    return <div class="alert alert-warning" role="alert"><p class="alert-text">{texts.t('ui.error.not_in_force', { date: from })}</p></div>;
  }
  return (
    <div class="alert alert-error" role="alert">
      <p class="alert-heading">{texts.t(failure.reason === 'unreachable' ? 'ui.error.unreachable' : 'ui.error.problem')}</p>
      <p class="alert-text">{failure.reason === 'unreachable' ? texts.t('ui.error.unreachable_help') : failure.text}</p>
      <button type="button" class="button button-secondary" onClick={retry}>{texts.t('ui.error.retry')}</button>
    </div>
  );
}
