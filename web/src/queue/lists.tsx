// Who waits in the order of calls, who is at which counter, who is away, expected, gone.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { timeOf } from '../book/visits.ts';
import type { Queue, Ticket } from '../day/tickets.ts';
import { useTexts } from '../i18n.ts';
import { actionsFor, minutesBetween, type Act } from './work.ts';

// "First MitID, for 2, Ida Prøve"
export function TicketLine({ ticket: { service, party, name, due, kind, language: spoken } }: { ticket: Ticket }): JSX.Element {
  const { t, find, language } = useTexts();
  const parts = [
    find(`service.${service}`),
    party > 1 ? t('ui.queue.party', { count: party }) : null,
    kind === 'booked' && due !== null ? t('ui.queue.booked_at', { time: timeOf(due) }) : t('ui.queue.walk_in'),
    spoken !== language && spoken !== '' && spoken !== undefined ? (new Intl.DisplayNames(language, { type: 'language' }).of(spoken) ?? spoken) : null,
  ];
  return <p class="queue-line">{name !== null && <strong>{name}. </strong>}{parts.filter((part) => part !== null).join(', ')}</p>;
}

interface Props {
  readonly queue: Queue;
  readonly own: number | null;
  readonly isMoving: boolean; // rows are about to be others
  readonly act: Act;
}

export function Lists({ queue, own, isMoving, act }: Props): JSX.Element {
  const { t, find } = useTexts();
  const now = useMinute();
  return (
    <>
      <section aria-labelledby="waiting-title">
        <h2 id="waiting-title">{t('ui.queue.waiting', { count: queue.waiting.length })}</h2>
        {queue.waiting.length === 0 ? <p>{t('ui.queue.nobody_waits')}</p> : (
          <Tickets titled="waiting-title" tickets={queue.waiting} last={t('ui.queue.waited')} show={({ arrived_at }) => t('ui.queue.minutes', { minutes: minutesBetween(arrived_at, now) })} isMoving={isMoving} act={act} />
        )}
      </section>
      <section aria-labelledby="counters-title">
        <h2 id="counters-title">{t('ui.queue.counters')}</h2>
        <ul class="plain queue-counters">
          {queue.counters.map(({ counter, ticket }) => (
            <li key={counter} class={counter === own ? 'queue-mine' : undefined}>
              <strong>{t('ui.waiting.counter', { counter })}</strong>
              <span>{ticket === null ? t('ui.queue.free') : `${ticket.ticket}: ${find(`service.${ticket.service}`)} (${t(`ui.queue.state.${ticket.state}`)})`}</span>
            </li>
          ))}
        </ul>
      </section>
      {queue.away.length > 0 && (
        <section aria-labelledby="away-title">
          <h2 id="away-title">{t('ui.queue.away')}</h2>
          <Tickets titled="away-title" tickets={queue.away} last={t('ui.queue.called')} show={({ calls }) => t('ui.queue.times', { count: calls })} isMoving={isMoving} act={act} />
        </section>
      )}
      <section aria-labelledby="expected-title">
        <h2 id="expected-title">{t('ui.queue.expected', { count: queue.expected.length })}</h2>
        {queue.expected.length === 0 ? <p>{t('ui.queue.nobody_expected')}</p> : (
          <div class="table-scroll" role="group" aria-labelledby="expected-title" tabIndex={0}>
            <table class="table">
              <thead><tr><th scope="col">{t('ui.queue.time')}</th><th scope="col">{t('ui.queue.name')}</th><th scope="col">{t('ui.queue.service')}</th></tr></thead>
              <tbody>
                {queue.expected.map(({ start, service, party, name }, index) => (
                  <tr key={`${start} ${index}`}>
                    <th scope="row">{timeOf(start)}</th>
                    <td>{name}</td>
                    <td>{find(`service.${service}`)}{party > 1 && `, ${t('ui.queue.party', { count: party })}`}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {queue.ended.length > 0 && (
        <section aria-labelledby="ended-title">
          <h2 id="ended-title">{t('ui.queue.ended')}</h2>
          <Tickets
            titled="ended-title"
            tickets={queue.ended.slice(0, 10)}
            last={t('ui.queue.outcome_title')}
            show={({ outcome, state }) => (outcome === null ? t(`ui.queue.state.${state}`) : t(`ui.queue.outcome.${outcome}`))}
            isMoving={isMoving}
            act={act}
          />
        </section>
      )}
    </>
  );
}

interface TicketsProps {
  readonly titled: string;
  readonly tickets: readonly Ticket[];
  readonly last: string; // what the last column is
  readonly show: (ticket: Ticket) => string;
  readonly isMoving: boolean;
  readonly act: Act;
}

function Tickets({ titled, tickets, last, show, isMoving, act }: TicketsProps): JSX.Element {
  const { t } = useTexts();
  return (
    <div class="table-scroll" role="group" aria-labelledby={titled} tabIndex={0}>
      <table class="table">
        <thead><tr><th scope="col">{t('ui.queue.ticket')}</th><th scope="col">{t('ui.queue.service')}</th><th scope="col">{last}</th><th scope="col">{t('ui.queue.actions')}</th></tr></thead>
        <tbody>
          {tickets.map((ticket) => (
            <tr key={ticket.ticket_id}>
              <th scope="row" class="queue-number">{ticket.ticket}</th>
              <td><TicketLine ticket={ticket} /></td>
              <td>{show(ticket)}</td>
              <td>
                {/* The second of two quick clicks is no wish: it may hit the row that has come to the place of the first. */}
                {actionsFor(ticket).map((action) => action !== 'transfer' && action !== 'done' && (
                  <button
                    key={action}
                    type="button"
                    class="link-button"
                    aria-label={t('ui.queue.action_on', { action: t(`ui.queue.action.${action}`), ticket: ticket.ticket })}
                    aria-disabled={isMoving}
                    onClick={(event) => { if (!isMoving && event.detail < 2) act(ticket, action); }}
                  >
                    {t(`ui.queue.action.${action}`)}
                  </button>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// The present, looked at again each half minute.
function useMinute(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
