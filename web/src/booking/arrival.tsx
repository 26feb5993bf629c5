// On the day: the code that says at the centre that one is there, and then the number, with how many are before it.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Visit } from '../book/visits.ts';
import { fetchOwnTicket, type OwnTicket } from '../day/tickets.ts';
import { aheadText, spreadText } from '../day/words.ts';
import { useTexts } from '../i18n.ts';
import { QrCode } from '../qr.tsx';
import { isNear } from './near.ts';

const lookMilliseconds = 15_000;

export function Arrival({ visit, token }: { visit: Visit; token: string }): JSX.Element | null {
  const ticket = useOwnTicket(visit, token);
  if (ticket !== null) return <OwnNumber ticket={ticket} centre={visit.centre} />;
  return visit.arrival_code === undefined ? null : <Code code={visit.arrival_code} />;
}

// The ticket, looked at again and again while the page is in sight; null before one has arrived.
function useOwnTicket(visit: Visit, token: string): OwnTicket | null {
  const [ticket, setTicket] = useState<OwnTicket | null>(null);
  useEffect(() => {
    let isOver = false;
    const look = async (): Promise<void> => {
      if (document.hidden || !isNear(visit.start, new Date())) return;
      const answer = await fetchOwnTicket(token);
      if (!isOver && answer.ok) setTicket(answer.value);
    };
    void look();
    const timer = setInterval(() => void look(), lookMilliseconds);
    const seen = (): void => void look();
    document.addEventListener('visibilitychange', seen);
    return () => {
      isOver = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [visit.start, token]);
  return ticket;
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

function OwnNumber({ ticket: { ticket, state, ahead, counter, estimate }, centre }: { ticket: OwnTicket; centre: string }): JSX.Element {
  const texts = useTexts();
  const { t, language } = texts;
  return (
    <section class="arrival" aria-labelledby="number-title">
      <h3 id="number-title">{t('ui.booking.your_number')}</h3>
      <p class="arrival-letters">{ticket}</p>
      <div aria-live="polite">
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
