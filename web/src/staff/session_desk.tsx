// Somebody's session around a page of the desk: signing in first, a lock over the page that keeps what is behind it, a warning before it locks
// by itself, the second factor again where something needs it.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isLost, sendOwn, type Answer, type Failure } from '../api.ts';
import type { Desk } from '../day/desk.tsx';
import { useTexts } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import { Over } from './over.tsx';
import { ProofForm } from './proof.tsx';
import { fetchSession, isProblem, lock, noteActivity, pageToken, signOut, type SessionView } from './session.ts';
import { SignIn } from './sign_in.tsx';
import { useIdle } from './idle.ts';
import { Who } from './who.tsx';

type Proved = (isProven: boolean) => void;

interface Props {
  readonly children: (desk: Desk, session: SessionView) => ComponentChildren;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const againMilliseconds = 3000; // until a lock is tried again that the server has not heard of

export function SessionDesk({ children }: Props): JSX.Element {
  const { t, language } = useTexts();
  const [session, setSession] = useState<SessionView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [proving, setProving] = useState<Proved | null>(null); // the second factor is asked for again
  const owner = useRef<string | null>(null); // whose page this is since it was loaded
  const [epoch, setEpoch] = useState(0); // how often the session has become open: what was loaded before is loaded again
  const wasOpen = useRef(false);
  const firstCentre = useRef<string | null>(null); // where they worked when the page was loaded
  const [locking, setLocking] = useState<'no' | 'asked' | 'unheard'>('no'); // locked here, and to be at the server
  const isLocking = useRef(false);
  const uncover = (): void => {
    isLocking.current = false;
    setLocking('no');
  };
  // Whether it is open, and theirs whose page this is.
  const look = async (): Promise<boolean> => {
    const answer = await fetchSession();
    if (answer.ok) changed(answer.value);
    setFailure(answer.ok ? null : answer.failure);
    return answer.ok && answer.value.state === 'open' && answer.value.person?.id === owner.current;
  };
  const changed = (next: SessionView): void => {
    const id = next.person?.id ?? null;
    // What somebody else typed is not the next one's to see.
    if (id !== null && owner.current !== null && id !== owner.current) return location.reload();
    if (id !== null) owner.current = id;
    firstCentre.current ??= next.person?.centre ?? null;
    if (next.state === 'open' && !wasOpen.current) setEpoch((before) => before + 1);
    wasOpen.current = next.state === 'open';
    setSession(next);
  };
  useEffect(() => {
    void look();
    // Another tab may have unlocked it, signed in anew, or gone to another centre.
    const lookAgain = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return;
      const answer = await fetchSession();
      if (answer.ok && answer.value.state !== 'second-factor') changed(answer.value);
    };
    const seen = (): void => void lookAgain();
    window.addEventListener('focus', seen);
    document.addEventListener('visibilitychange', seen);
    return () => {
      window.removeEventListener('focus', seen);
      document.removeEventListener('visibilitychange', seen);
    };
  }, []);
  const { secondsLeft, stay } = useIdle(session, {
    look: async () => void await look(),
    stay: async () => {
      const answer = await noteActivity();
      if (answer.ok) changed(answer.value);
      else await look();
      return answer.ok;
    },
  });
  // The page is covered at once, and the server told until it has heard.
  const lockNow = async (): Promise<void> => {
    isLocking.current = true;
    setLocking('asked');
    while (isLocking.current) {
      const answer = await lock();
      if (answer.ok || !isLost(answer.failure)) {
        if (answer.ok) changed(answer.value);
        else await look();
        return uncover();
      }
      if (isLocking.current) setLocking('unheard');
      await pause(againMilliseconds);
    }
  };
  const desk = useMemo<Desk>(() => {
    const once = async <T,>(method: 'GET' | 'POST', path: string, body?: object, fields: Readonly<Record<string, string>> = {}): Promise<Answer<T>> => {
      const send = (): Promise<Answer<T>> => sendOwn<T>(method, path, body, method === 'GET' ? fields : { ...pageToken(), ...fields });
      const answer = await send();
      if (answer.ok || answer.failure.reason !== 'problem') return answer;
      if (isProblem(answer.failure, 'no-session-token') && await look()) return send(); // they have signed in anew in another tab
      if ([401, 423].includes(answer.failure.status)) await look();
      return answer;
    };
    return {
      token: null,
      init: { credentials: 'same-origin' },
      forget: () => void look(),
      raw: async (path, init = {}) => {
        const send = (): Promise<Response> => fetch(path, { cache: 'no-store', credentials: 'same-origin', ...init, headers: { ...pageToken(), ...init.headers } });
        const response = await send();
        const type = response.status === 403 ? (await response.clone().json().catch(() => null) as { type?: unknown } | null)?.type : null;
        if (typeof type === 'string' && type.endsWith(':no-session-token') && await look()) return send();
        if ([401, 423].includes(response.status)) await look();
        return response;
      },
      ask: async <T,>(method: 'GET' | 'POST', path: string, body?: object, fields?: Readonly<Record<string, string>>) => {
        const answer = await once<T>(method, path, body, fields);
        if (answer.ok || !isProblem(answer.failure, 'step-up-needed')) return answer;
        const isProven = await new Promise<boolean>((resolve) => setProving(() => resolve));
        setProving(null);
        return isProven ? once<T>(method, path, body, fields) : answer;
      },
    };
  }, [epoch]);
  if (failure !== null && session === null) return <Trouble failure={failure} retry={() => void look()} since={null} />;
  if (session === null) return <div aria-busy="true" />;
  // Nobody has been at this page yet: nothing is behind it.
  if (owner.current === null) return <SignIn session={session} changed={changed} heading="h2" />;
  const isCovered = session.state === 'locked' || (session.state === 'open' && (secondsLeft === 0 || locking !== 'no'));
  const isOpen = session.state === 'open' && !isCovered;
  return (
    <>
      <Who session={session} moved={(next) => { changed(next); if (isOfOneCentre()) location.assign(addressAt(next.person?.centre ?? '')); }} lock={() => void lockNow()}
        leave={() => void signOut().then(() => location.reload())} />
      {isOpen && secondsLeft !== null && (
        <div class="alert alert-warning idle-warning" role="alert">
          <p class="alert-text">{t('ui.staff.idle')} <button type="button" class="button button-secondary" onClick={stay}>{t('ui.staff.stay')}</button></p>
        </div>
      )}
      {isOpen && session.person !== undefined && session.person.centre !== firstCentre.current && session.person.centre !== new URLSearchParams(location.search).get('centre') && isOfOneCentre() && (
        <div class="alert alert-warning" role="alert">
          <p class="alert-text">{t('ui.staff.moved', { centre: session.person.centre_name })} <a href={addressAt(session.person.centre)}>{t('ui.staff.moved_show', { centre: session.person.centre_name })}</a></p>
        </div>
      )}
      {children(desk, session)}
      {isCovered && (
        <Over labelledby="lock-title">
          <h2 id="lock-title">{t('ui.staff.locked')}</h2>
          <p>{t('ui.staff.locked_help', { name: session.person?.shown_name ?? '' })}</p>
          <p role="status">{locking === 'unheard' && t('ui.staff.lock_unheard')}</p>
          {session.password === false && (session.methods ?? []).length === 0
            ? <p><a class="button button-primary" href={`/desk/v1/login?lang=${language}`}>{t('ui.staff.mitid_again')}</a></p>
            : <ProofForm purpose="unlock" ways={[...(session.password === false ? [] : ['password' as const]), ...(session.methods ?? [])]} button={t('ui.staff.unlock')} done={(next) => { uncover(); changed(next); }} over={() => void look()} />}
          <p><button type="button" class="link-button" onClick={() => void signOut().then(() => location.reload())}>{t('ui.staff.sign_out')}</button></p>
        </Over>
      )}
      {(session.state === 'none' || session.state === 'second-factor') && <Over labelledby="sign-in-title"><SignIn session={session} changed={changed} heading="h2" /></Over>}
      {isOpen && proving !== null && (
        <Over labelledby="step-up-title" cancel={() => proving(false)}>
          <h2 id="step-up-title">{t('ui.staff.step_up')}</h2>
          <p>{t('ui.staff.step_up_help')}</p>
          {(session.methods ?? []).length === 0
            ? <p><a class="button button-primary" href={`/desk/v1/login?lang=${language}`}>{t('ui.staff.mitid_again')}</a></p>
            : <ProofForm purpose="step-up" ways={session.methods ?? []} button={t('ui.staff.continue')} done={(next) => { changed(next); proving(true); }} over={() => { proving(false); void look(); }} />}
          <p><button type="button" class="link-button" onClick={() => proving(false)}>{t('ui.staff.cancel')}</button></p>
        </Over>
      )}
    </>
  );
}

// Whether the page says which centre it is about.
const isOfOneCentre = (): boolean => document.querySelector('.desk-place') !== null;
const addressAt = (centre: string): string => `${location.pathname}?${new URLSearchParams({ centre })}`;
