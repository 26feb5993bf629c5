// The page to sign in at: who is signed in already goes on to where they were, or to the queue.
import '../styles/site.scss';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { AtDesk } from '../day/desk.tsx';
import { useTexts } from '../i18n.ts';
import { mountAlone } from '../mount.tsx';
import type { SessionView } from '../staff/session.ts';

// Only a page of this origin: a path, and none that a browser reads as another host's.
export function nextOf(query: string, language: string, session: SessionView | null): string {
  const to = new URLSearchParams(query).get('to') ?? '';
  if (/^\/[a-z]{2}\/(?!sign-in)[a-z/-]*(\?[a-z0-9=&-]*)?$/.test(to)) return to.replace(/^\/[a-z]{2}/, `/${language}`);
  const me = session?.person;
  const isAdministrator = me?.roles.every(({ role }) => role === 'administrator') === true;
  return isAdministrator ? `/${language}/people/` : `/${language}/queue/?${new URLSearchParams({ centre: me?.centre ?? '' })}`;
}

function SignedIn({ session }: { session: SessionView | null }): JSX.Element {
  const { t, language } = useTexts();
  const next = nextOf(location.search, language, session);
  useEffect(() => location.replace(next), []);
  return <p><a href={next}>{t('ui.staff.continue')}</a></p>;
}

void mountAlone(() => <AtDesk>{(_desk, session) => <SignedIn session={session} />}</AtDesk>, 'desk');
