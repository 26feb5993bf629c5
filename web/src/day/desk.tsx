// Who asks at the desk: a person by their session, or a screen of the waiting room by its access token, asked for once in a tab.
//
// PRIVACY: the token is in this tab's memory and session storage until the tab is closed, and goes to the desk alone, in a header.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { send, type Answer, type Failure } from '../api.ts';
import { useTexts } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import { SessionDesk } from '../staff/session_desk.tsx';
import type { SessionView } from '../staff/session.ts';
import { codeOf } from './tickets.ts';

const key = 'skranke-desk-token';

export interface Desk {
  readonly token: string | null; // of a screen
  readonly init: RequestInit; // what a request that only looks carries
  ask<T>(method: 'GET' | 'POST', path: string, body?: object, fields?: Readonly<Record<string, string>>): Promise<Answer<T>>;
  // What is no JSON, or not sent as it: a picture, a document. Fails as fetch() does.
  raw(path: string, init?: RequestInit): Promise<Response>;
  forget(): void; // as after an answer 401 or 423
}

function kept(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null; // a browser that keeps nothing: asked for again after each load
  }
}

function keep(token: string | null): void {
  try {
    if (token === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, token);
  } catch {
    // As above.
  }
}

// RFC 6750: what a header can carry as a token.
export function tokenFrom(typed: string): string | null {
  const token = typed.trim();
  return /^[A-Za-z0-9._~+/-]+=*$/.test(token) ? token : null;
}

type Origin = 'unknown' | 'desk' | 'other' | 'unreachable';

async function originOf(): Promise<Origin> {
  try {
    const response = await fetch('/desk/v1/openapi.json', { credentials: 'omit' });
    void response.body?.cancel(); // else the browser keeps the connection for it
    return response.ok ? 'desk' : 'other';
  } catch {
    return 'unreachable';
  }
}

interface Props {
  readonly device?: boolean; // a screen that anybody may touch: no way to sign out is shown
  readonly children: (desk: Desk, session: SessionView | null) => ComponentChildren;
}

// Shows what is for the desk to who may; says it where this address has no desk.
export function AtDesk({ device = false, children }: Props): JSX.Element {
  const { t } = useTexts();
  const [origin, setOrigin] = useState<Origin>('unknown');
  const look = (): void => void originOf().then(setOrigin);
  useEffect(look, []);
  if (origin === 'unknown') return <div aria-busy="true" />;
  if (origin === 'unreachable') {
    return (
      <div class="alert alert-error" role="alert">
        <p class="alert-heading">{t('ui.error.unreachable')}</p>
        <button type="button" class="button button-secondary" onClick={look}>{t('ui.error.retry')}</button>
      </div>
    );
  }
  const Heading = device ? 'h1' : 'h2'; // a screen has no other heading around it
  if (origin === 'other') return <><Heading>{t('ui.desk.elsewhere')}</Heading><p>{t('ui.desk.elsewhere_help')}</p></>;
  return device ? <TokenDesk>{(desk) => children(desk, null)}</TokenDesk> : <SessionDesk>{children}</SessionDesk>;
}

function TokenDesk({ children }: { children: (desk: Desk) => ComponentChildren }): JSX.Element {
  const [token, setToken] = useState(kept);
  const [wasRefused, setRefused] = useState(false);
  const change = (next: string | null, refused = false): void => {
    keep(next);
    setToken(next);
    setRefused(refused);
  };
  const desk = useMemo<Desk | null>(() => (token === null ? null : {
    token,
    init: { headers: { authorization: `Bearer ${token}` }, credentials: 'omit' },
    forget: () => change(null, true),
    raw: (path, init = {}) => fetch(path, { cache: 'no-store', credentials: 'omit', ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }),
    ask: async (method, path, body, fields = {}) => {
      const answer = await send<never>(method, path, body, { authorization: `Bearer ${token}`, ...fields });
      if (!answer.ok && answer.failure.reason === 'problem' && answer.failure.status === 401) change(null, true);
      return answer;
    },
  }), [token]);
  return desk === null ? <TokenForm wasRefused={wasRefused} give={change} /> : <>{children(desk)}</>;
}

// What failed at the desk, in words where this page has them, and a way to try again.
export function DeskTrouble({ failure, retry }: { failure: Failure; retry: () => void }): JSX.Element {
  const { find } = useTexts();
  const code = codeOf(failure);
  if (!['another-centre', 'not-for-devices', 'no-role', 'no-administrator', 'training-expired'].includes(code)) return <Trouble failure={failure} retry={retry} since={null} />;
  return <div class="alert alert-warning" role="alert"><p class="alert-text">{find(`ui.desk.refused.${code}`)}</p></div>;
}

function TokenForm({ wasRefused, give }: { wasRefused: boolean; give: (token: string) => void }): JSX.Element {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const [isBad, setBad] = useState(false);
  const mistake = isBad ? t('ui.desk.token_bad') : wasRefused ? t('ui.desk.token_unknown') : null;
  return (
    <form
      class="token-form"
      onSubmit={(event) => {
        event.preventDefault();
        const token = tokenFrom(typed);
        setBad(token === null);
        if (token !== null) give(token);
      }}
    >
      <h1>{t('ui.desk.set_up')}</h1>
      <div class={mistake === null ? 'form-group' : 'form-group form-error'}>
        <label class="form-label" for="desk-token">{t('ui.desk.token_device')}</label>
        <span class="form-hint" id="desk-token-hint">{t('ui.desk.token_hint')}</span>
        {mistake !== null && <span class="form-error-message" id="desk-token-error" role="alert">{mistake}</span>}
        <input
          class="form-input"
          type="password"
          id="desk-token"
          autocomplete="off"
          value={typed}
          aria-invalid={mistake !== null}
          aria-describedby={mistake === null ? 'desk-token-hint' : 'desk-token-hint desk-token-error'}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <p><button type="submit" class="button button-primary">{t('ui.desk.enter')}</button></p>
    </form>
  );
}
