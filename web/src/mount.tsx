// Starts a page: the texts of its language and the policy first, then the page itself, or why there is none.
import { render, type ComponentType, type JSX } from 'preact';
import { fetchPolicy, type Failure } from './api.ts';
import { longDate } from './format.ts';
import { loadTexts, TextsContext, useTexts, withPolicy, type Audience, type Texts } from './i18n.ts';
import { startLanguageLinks } from './language_links.ts';
import type { Policy } from './policy.ts';

// A page that needs no policy.
export async function mountAlone(Page: ComponentType, audience: Audience = 'everybody'): Promise<void> {
  startLanguageLinks();
  const texts = await textsOfPage(audience);
  if (texts === null) return sayNotLoaded();
  render(<TextsContext.Provider value={texts}><Page /></TextsContext.Provider>, appRoot());
}

export async function mount(Page: ComponentType<{ policy: Policy }>): Promise<void> {
  startLanguageLinks();
  const root = appRoot();
  const language = document.documentElement.lang;
  const [texts, policy] = await Promise.all([textsOfPage('everybody'), fetchPolicy('mitid', language)]);
  if (texts === null) return sayNotLoaded();
  render(
    <TextsContext.Provider value={policy.ok ? withPolicy(texts, policy.value) : texts}>
      {policy.ok ? <Page policy={policy.value} /> : <Trouble failure={policy.failure} retry={() => void mount(Page)} since={null} />}
    </TextsContext.Provider>,
    root,
  );
}

// null where they do not come: the connection has broken off, or there is another build at the server by now.
async function textsOfPage(audience: Audience): Promise<Texts | null> {
  return loadTexts(document.documentElement.lang, audience).catch(() => null);
}

// Without texts there are only the words that stand in the HTML file for this. Some browsers never ask again for a script that failed, so the whole page
// is loaded again.
function sayNotLoaded(): void {
  const root = appRoot();
  const words = document.getElementById('not-loaded');
  if (words instanceof HTMLTemplateElement) root.replaceChildren(words.content.cloneNode(true));
  root.querySelector('button')?.addEventListener('click', () => location.reload());
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
