// Somebody's session around a page of the desk: signing in first, a lock over the page that keeps what is behind it, a warning before it locks
// by itself, the second factor again where something needs it.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { sendOwn, type Answer, type Failure } from '../api.ts';
import type { Desk } from '../day/desk.tsx';
import { useTexts } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import { Over } from './over.tsx';
import { ProofForm } from './proof.tsx';
import { fetchSession, lock, noteActivity, pageToken, signOut, type SessionView } from './session.ts';
import { SignIn } from './sign_in.tsx';
import { useIdle } from './idle.ts';
import { Who } from './who.tsx';

type Proved = (isProven: boolean) => void;

interface Props {
  readonly children: (desk: Desk, session: SessionView) => ComponentChildren;
}

const isProblem = (failure: Failure, type: string): boolean => failure.reason === 'problem' && failure.type.endsWith(`:${type}`);

export function SessionDesk({ children }: Props): JSX.Element {
  const { t, language } = useTexts();
  const [session, setSession] = useState<SessionView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [proving, setProving] = useState<Proved | null>(null); // the second factor is asked for again
  const owner = useRef<string | null>(null); // whose page this is since it was loaded
  const look = async (): Promise<void> => {
    const answer = await fetchSession();
    if (answer.ok) changed(answer.value);
    setFailure(answer.ok ? null : answer.failure);
  };
  const changed = (next: SessionView): void => {
    const id = next.person?.id ?? null;
    // What somebody else typed is not the next one's to see.
    if (id !== null && owner.current !== null && id !== owner.current) return location.reload();
    if (id !== null) owner.current = id;
    setSession(next);
  };
  useEffect(() => void look(), []);
  const { secondsLeft } = useIdle(session, { look, stay: async () => {
    const answer = await noteActivity();
    if (answer.ok) changed(answer.value);
    else await look();
  } });
  const desk = useMemo<Desk>(() => {
    const once = async <T,>(method: 'GET' | 'POST', path: string, body?: object, fields: Readonly<Record<string, string>> = {}): Promise<Answer<T>> => {
      const answer = await sendOwn<T>(method, path, body, method === 'GET' ? fields : { ...pageToken(), ...fields });
      if (!answer.ok && answer.failure.reason === 'problem' && [401, 423].includes(answer.failure.status)) await look();
      return answer;
    };
    return {
      token: null,
      init: { credentials: 'same-origin' },
      forget: () => void look(),
      raw: async (path, init = {}) => {
        const response = await fetch(path, { cache: 'no-store', credentials: 'same-origin', ...init, headers: { ...pageToken(), ...init.headers } });
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
  }, []);
  if (failure !== null && session === null) return <Trouble failure={failure} retry={() => void look()} since={null} />;
  if (session === null) return <div aria-busy="true" />;
  // Nobody has been at this page yet: nothing is behind it.
  if (owner.current === null) return <SignIn session={session} changed={changed} heading="h2" />;
  const isOpen = session.state === 'open';
  return (
    <>
      <Who session={session} changed={changed} lock={() => void lock().then((answer) => { if (answer.ok) changed(answer.value); else void look(); })}
        leave={() => void signOut().then(() => location.reload())} />
      {isOpen && secondsLeft !== null && (
        <div class="alert alert-warning idle-warning" role="alert">
          <p class="alert-text">{t('ui.staff.idle')} <button type="button" class="button button-secondary" onClick={() => void noteActivity().then((answer) => answer.ok && changed(answer.value))}>{t('ui.staff.stay')}</button></p>
        </div>
      )}
      {children(desk, session)}
      {session.state === 'locked' && (
        <Over labelledby="lock-title">
          <h2 id="lock-title">{t('ui.staff.locked')}</h2>
          <p>{t('ui.staff.locked_help', { name: session.person?.shown_name ?? '' })}</p>
          {session.password === false && (session.methods ?? []).length === 0
            ? <p><a class="button button-primary" href={`/desk/v1/login?lang=${language}`}>{t('ui.staff.mitid_again')}</a></p>
            : <ProofForm purpose="unlock" ways={[...(session.password === false ? [] : ['password' as const]), ...(session.methods ?? [])]} button={t('ui.staff.unlock')} done={changed} over={() => void look()} />}
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
