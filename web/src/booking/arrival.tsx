// On the day: the code that says at the centre that one is there, and then the number, with how many are before it.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Answer } from '../api.ts';
import type { Visit } from '../book/visits.ts';
import { fetchOwnTicket, type OwnTicket } from '../day/tickets.ts';
import { aheadText, clockText, spreadText } from '../day/words.ts';
import { useTexts } from '../i18n.ts';
import { QrCode } from '../qr.tsx';
import { Asking } from '../asking.ts';
import { isNear } from './near.ts';

const lookMilliseconds = 15_000;
const oldMilliseconds = 40_000; // since the last answer: two looks in a row were not answered

export function Arrival({ visit, token }: { visit: Visit; token: string }): JSX.Element | null {
  const { ticket, lost } = useOwnTicket(visit, token);
  if (ticket !== null) return <OwnNumber ticket={ticket} lost={lost} centre={visit.centre} />;
  return visit.arrival_code === undefined ? null : <Code code={visit.arrival_code} />;
}

interface Seen {
  readonly ticket: OwnTicket | null; // null before one has arrived
  readonly lost: Date | null; // since when it is old
}

// The ticket, looked at again and again while the page is in sight.
function useOwnTicket(visit: Visit, token: string): Seen {
  const [seen, setSeen] = useState<Seen>({ ticket: null, lost: null });
  useEffect(() => {
    let heard = new Date();
    const fetchNow = async (): Promise<Answer<OwnTicket | 'not-arrived'>> => {
      const begun = new Date();
      const answer = await fetchOwnTicket(token);
      const isNone = !answer.ok && answer.failure.reason === 'problem' && answer.failure.status === 404;
      if ((answer.ok || isNone) && begun > heard) heard = begun;
      return isNone ? { ok: true, value: 'not-arrived' } : answer;
    };
    const looks = new Asking<OwnTicket | 'not-arrived', never>(fetchNow, () => '');
    const tell = (): void => {
      const { now } = looks.told;
      setSeen({ ticket: now === 'not-arrived' ? null : now, lost: Date.now() - heard.getTime() > oldMilliseconds ? heard : null });
    };
    looks.changed = tell;
    const look = (): void => {
      if (!document.hidden && isNear(visit.start, new Date())) void looks.look();
    };
    const turn = (): void => {
      if (!document.hidden) tell(); // a look may have no answer at all
      look();
    };
    look();
    const timer = setInterval(turn, lookMilliseconds);
    document.addEventListener('visibilitychange', look);
    return () => {
      looks.changed = () => undefined;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [visit.start, token]);
  return seen;
}

function Code({ code }: { code: string }): JSX.Element {
  const { t } = useTexts();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(code);
    setCopied(true);
  };
  return (
    <section class="arrival" aria-labelledby="arrival-title">
      <h3 id="arrival-title">{t('ui.booking.arrival')}</h3>
      <p>{t('ui.booking.arrival_text')}</p>
      <div class="arrival-code">
        <QrCode text={code} label={t('ui.booking.arrival_qr', { code })} />
        <div>
          <p class="arrival-letters">{code}</p>
          {'clipboard' in navigator && <button type="button" class="button button-secondary" onClick={() => void copy()}>{t('ui.booking.copy')}</button>}
          <p role="status">{isCopied && t('ui.booking.copied')}</p>
        </div>
      </div>
    </section>
  );
}

interface NumberProps {
  readonly ticket: OwnTicket;
  readonly lost: Date | null;
  readonly centre: string;
}

function OwnNumber({ ticket: { ticket, state, ahead, counter, estimate }, lost, centre }: NumberProps): JSX.Element {
  const texts = useTexts();
  const { t, language } = texts;
  return (
    <section class="arrival" aria-labelledby="number-title">
      <h3 id="number-title">{t('ui.booking.your_number')}</h3>
      <p class="arrival-letters">{ticket}</p>
      <div aria-live="polite">
        {lost !== null && <p><strong>{t('ui.waiting.lost', { time: clockText(language, lost) })}</strong></p>}
        {(state === 'called' || state === 'serving') && counter !== null && <p><strong>{t('ui.waiting.call', { ticket, counter })}</strong></p>}
        {state === 'waiting' && ahead !== null && <p>{aheadText(texts, ahead)}</p>}
        {state === 'waiting' && estimate !== null && <p>{t('ui.day.you_wait', { time: spreadText(texts, estimate) })}</p>}
        {state === 'away' && <p>{t('ui.booking.was_called')}</p>}
        {(state === 'done' || state === 'left') && <p>{t('ui.booking.over')}</p>}
      </div>
      <p><a href={`/${language}/waiting/?${new URLSearchParams({ centre })}`}>{t('ui.nav.waiting')}</a></p>
    </section>
  );
}
