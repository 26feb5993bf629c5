// The screen at the door: "I have a booking" and a code, or "I have no booking" and what for; then a number.
//
// PRIVACY: a code and a number are all that is here; the page forgets them by itself and goes back to its start.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api.ts';
import { fetchServices, type Place, type Service } from '../book/visits.ts';
import { codeFrom } from '../day/code.ts';
import { AtDesk, type Desk } from '../day/desk.tsx';
import type { Ticket } from '../day/tickets.ts';
import { aheadText, spreadText } from '../day/words.ts';
import { loadTexts, TextsContext, useTexts, type Texts } from '../i18n.ts';
import { Camera, canScan } from './camera.tsx';
import { StillThere, useIdle } from './idle.tsx';
import { Keypad } from './keypad.tsx';
import { refusalText } from './refusals.ts';
import { idleSeconds, refusalSeconds, sendSeconds, ticketSeconds, warnedSeconds } from './seconds.ts';

type Step =
  | { readonly is: 'start' }
  | { readonly is: 'code' }
  | { readonly is: 'camera' }
  | { readonly is: 'services' }
  | { readonly is: 'ticket'; readonly ticket: Ticket };

const start: Step = { is: 'start' };

// Switches the language without leaving the page: whoever comes next finds the page's own.
export function Arrive({ place }: { place: Place }): JSX.Element {
  const own = useTexts();
  const [texts, setTexts] = useState<Texts>(own);
  const wanted = useRef(own.language);
  const speak = async (language: string): Promise<void> => {
    wanted.current = language;
    const next = language === own.language ? own : await loadTexts(language).catch(() => null);
    if (next === null || wanted.current !== language) return; // not to be had, or come too late
    document.documentElement.lang = next.language;
    setTexts(next);
  };
  return (
    <TextsContext.Provider value={texts}>
      <div class="arrive container"><AtDesk device>{(desk) => <Screen place={place} desk={desk} speak={(language) => void speak(language ?? own.language)} />}</AtDesk></div>
    </TextsContext.Provider>
  );
}

interface ScreenProps {
  readonly place: Place;
  readonly desk: Desk;
  readonly speak: (language: string | null) => void; // null: the page's own
}

function Screen({ place, desk, speak }: ScreenProps): JSX.Element {
  const texts = useTexts();
  const { t, language } = texts;
  const [step, setStep] = useState<Step>(start);
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const [key, setKey] = useState(() => crypto.randomUUID() as string);
  const heading = useRef<HTMLHeadingElement>(null);
  const round = useRef(0); // one for each person
  const isAsking = useRef(false);
  const firstLanguages = useRef(new Map<string, string>()); // by the key of a request
  const go = (next: Step): void => {
    setStep(next);
    setFailure(null);
    setTyped('');
  };
  const begin = (): void => {
    ++round.current;
    isAsking.current = false;
    setSending(false);
    firstLanguages.current.clear();
    go(start);
    setKey(crypto.randomUUID());
    speak(null);
  };
  const isTicket = step.is === 'ticket';
  const { left, again } = useIdle(step.is !== 'start' && !isSending, isTicket ? ticketSeconds : idleSeconds, step, begin);
  useLayoutEffect(() => {
    if (step.is !== 'code') heading.current?.focus();
  }, [step]);

  // A scanner types at any time, and not into a field.
  useEffect(() => {
    const type = (event: KeyboardEvent): void => {
      const isSign = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.altKey && !event.metaKey;
      if (!isSign || isAsking.current || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      if (step.is !== 'code') go({ is: 'code' });
      setTyped((before) => (step.is === 'code' ? before : '') + event.key);
    };
    document.addEventListener('keydown', type);
    return () => document.removeEventListener('keydown', type);
  }, [step]);

  // A refusal of what the camera has read stands until it can have been read; then the code may be held up again.
  const isRefused = step.is === 'camera' && failure !== null;
  useEffect(() => {
    if (!isRefused) return;
    const timer = setTimeout(() => setFailure(null), refusalSeconds * 1000);
    return () => clearTimeout(timer);
  }, [isRefused]);

  // One at a time. An answer that comes when its person has gone is nobody's.
  const send = async (ask: () => Promise<Answer<Ticket>>): Promise<void> => {
    if (isAsking.current) return;
    const mine = round.current;
    isAsking.current = true;
    setSending(true);
    setFailure(null);
    const answer = await within(sendSeconds, ask());
    if (mine !== round.current) return;
    isAsking.current = false;
    setSending(false);
    if (answer.ok) return go({ is: 'ticket', ticket: answer.value });
    setFailure(answer.failure);
    if (answer.failure.reason === 'problem') setTyped('');
  };
  const arrive = (code: string): void => void send(() => desk.ask('POST', '/desk/v1/queue/arrivals', { centre: place.id, code }));
  // A second try after a lost answer is the same request, also where the language was changed in between: else it would be refused, or be a second number.
  const take = (service: string): void => {
    const id = `${key}-${service}`;
    const first = firstLanguages.current.get(id) ?? language;
    firstLanguages.current.set(id, first);
    void send(() => desk.ask('POST', '/desk/v1/queue/tickets', { centre: place.id, service, language: first }, { 'Idempotency-Key': id }));
  };

  return (
    <>
      <header class="arrive-head">
        <p>{place.name}</p>
        <Languages speak={speak} />
      </header>
      <h1 ref={heading} tabIndex={-1}>{t(`ui.arrive.title.${step.is}`)}</h1>
      <div role="alert">{failure !== null && <div class="alert alert-warning"><p class="alert-text">{refusalText(texts, failure)}</p></div>}</div>
      {step.is === 'start' && (
        <div class="arrive-choices">
          <button type="button" class="button button-primary" onClick={() => go({ is: 'code' })}>{t('ui.arrive.booked')}</button>
          {canScan() && <button type="button" class="button button-primary" onClick={() => go({ is: 'camera' })}>{t('ui.arrive.scan')}</button>}
          <button type="button" class="button button-secondary" onClick={() => go({ is: 'services' })}>{t('ui.arrive.walk_in')}</button>
        </div>
      )}
      {step.is === 'code' && <Keypad typed={typed} change={setTyped} send={arrive} isSending={isSending} />}
      {step.is === 'camera' && (
        <Camera read={(text) => {
          const code = codeFrom(text);
          if (code !== null && failure === null) arrive(code);
        }}
        />
      )}
      {step.is === 'services' && <ServiceChoice take={take} isSending={isSending} />}
      {step.is === 'ticket' && <TicketShown ticket={step.ticket} left={left} />}
      {step.is !== 'start' && (
        <p class="button-row">
          <button type="button" class={`button ${isTicket ? 'button-primary' : 'button-tertiary'}`} disabled={isSending} onClick={begin}>{t(isTicket ? 'ui.arrive.done' : 'ui.arrive.back')}</button>
          {isTicket && <button type="button" class="button button-tertiary" onClick={again}>{t('ui.arrive.more_time')}</button>}
        </p>
      )}
      {step.is !== 'start' && !isTicket && !isSending && left <= warnedSeconds && <StillThere left={left} again={again} />}
    </>
  );
}

// As if there were no connection, where no answer comes for so long.
async function within<T>(seconds: number, asked: Promise<Answer<T>>): Promise<Answer<T>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Answer<T>>((resolve) => { timer = setTimeout(() => resolve({ ok: false, failure: { reason: 'unreachable' } }), seconds * 1000); });
  const answer = await Promise.race([asked, late]);
  clearTimeout(timer);
  return answer;
}

function Languages({ speak }: { speak: (language: string) => void }): JSX.Element {
  const { t, language } = useTexts();
  const [languages] = useState(() => [...document.querySelectorAll<HTMLLinkElement>('link[hreflang]')].map(({ hreflang }) => hreflang));
  return (
    <div class="arrive-languages" role="group" aria-label={t('ui.arrive.languages')}>
      {languages.map((each) => (
        <button key={each} type="button" class="button button-secondary" lang={each} aria-pressed={each === language} onClick={() => speak(each)}>
          {languageName(each)}
        </button>
      ))}
    </div>
  );
}

function languageName(language: string): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

function ServiceChoice({ take, isSending }: { take: (service: string) => void; isSending: boolean }): JSX.Element {
  const { t, find } = useTexts();
  const [services, setServices] = useState<readonly Service[] | null>(null);
  const [isDown, setDown] = useState(false);
  const load = async (): Promise<void> => {
    const answer = await fetchServices();
    setDown(!answer.ok);
    if (answer.ok) setServices(answer.value.items);
  };
  useEffect(() => void load(), []);
  if (isDown) {
    return (
      <div role="alert" class="alert alert-warning">
        <p class="alert-text">{t('ui.arrive.refused.unreachable')}</p>
        <button type="button" class="button button-secondary" onClick={() => void load()}>{t('ui.error.retry')}</button>
      </div>
    );
  }
  return (
    <div class="arrive-choices" aria-busy={services === null}>
      {services?.map(({ id }) => <button key={id} type="button" class="button button-secondary" disabled={isSending} onClick={() => take(id)}>{find(`service.${id}`)}</button>)}
    </div>
  );
}

function TicketShown({ ticket: { ticket, ahead, estimate, state, counter }, left }: { ticket: Ticket; left: number }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  return (
    <div class="arrive-ticket">
      <p class="arrive-number">{ticket}</p>
      {state === 'called' && counter !== null ? <p>{t('ui.waiting.call', { ticket, counter })}</p> : (
        <>
          {ahead !== null && <p>{aheadText(texts, ahead)}</p>}
          {estimate !== null && <p>{t('ui.day.you_wait', { time: spreadText(texts, estimate) })}</p>}
          <p>{t('ui.arrive.sit_down')}</p>
        </>
      )}
      <p class="note">{t('ui.arrive.starts_anew', { seconds: Math.max(0, left) })}</p>
    </div>
  );
}
