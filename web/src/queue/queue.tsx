// The officers' page "The queue": an own counter, who waits, who is where, who is expected.
//
// PRIVACY: names of who has booked are shown to officers alone, and are nowhere but on this page.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api.ts';
import { fetchServices, type Place, type Service } from '../book/visits.ts';
import { AtDesk, DeskTrouble, type Desk } from '../day/desk.tsx';
import { codeOf, type Ticket } from '../day/tickets.ts';
import { clockText } from '../day/words.ts';
import { useTexts, type Texts } from '../i18n.ts';
import { Arrivals } from './arrivals.tsx';
import { CounterChoice, CounterWork } from './counter.tsx';
import { Key } from './key.tsx';
import { Lists } from './lists.tsx';
import { useLive } from './live.ts';
import { wishOf, type Act } from './work.ts';

export function QueuePage({ place }: { place: Place }): JSX.Element {
  return <AtDesk>{(desk) => <QueueOf place={place} desk={desk} />}</AtDesk>;
}

// What was said last, and the ticket whose last step can be taken back.
interface Said {
  readonly text: string;
  readonly isBad: boolean;
  readonly undo: string | null;
}

function QueueOf({ place, desk }: { place: Place; desk: Desk }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const { queue, failure, lost, reload, put } = useLive(desk, place.id);
  const [counter, setCounter] = useCounter(place.id);
  const [services, setServices] = useState<readonly Service[]>([]);
  const [only, setOnly] = useState<readonly string[]>([]);
  const [hasKeys, setKeys] = useState(true);
  const [isTransferring, setTransferring] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const isBusy = useRef(false);
  useEffect(() => void fetchServices().then((answer) => answer.ok && setServices(answer.value.items)), []);

  const own: Ticket | null = queue?.counters.find((each) => each.counter === counter)?.ticket ?? null;

  // One request at a time: a key held down is one wish.
  const run = async (asked: () => Promise<Answer<Ticket | null>>, tell: (ticket: Ticket | null) => Said): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    const answer = await asked();
    isBusy.current = false;
    setTransferring(false);
    if (answer.ok && answer.value !== null) put(answer.value);
    setSaid(answer.ok ? tell(answer.value) : { text: refusal(texts, answer.failure), isBad: true, undo: said?.undo ?? null });
    await reload();
  };
  const next = (): void => {
    if (counter === null) return;
    const body = { centre: place.id, counter, ...(only.length === 0 ? {} : { services: only }) };
    void run(() => desk.ask('POST', '/desk/v1/queue/next', body), (ticket) => (ticket === null
      ? { text: t('ui.queue.nobody_waits'), isBad: false, undo: null }
      : { text: t('ui.queue.said.called', { ticket: ticket.ticket, counter }), isBad: false, undo: ticket.ticket_id }));
  };
  const act: Act = (ticket, action, more = {}) => {
    const seen = ticket.sequence === undefined ? {} : { seen: ticket.sequence };
    void run(() => desk.ask('POST', `/desk/v1/queue/tickets/${ticket.ticket_id}/${action}`, { ...seen, ...more }), (after) => ({
      text: t(`ui.queue.said.${action}`, { ticket: after?.ticket ?? '' }),
      isBad: false,
      undo: action === 'undo' ? null : ticket.ticket_id,
    }));
  };
  // What was done last from here; after a load of the page, what was done to the ticket at the counter.
  const canUndo = said?.undo != null || own?.actions.includes('undo') === true;
  const undo = (): void => {
    if (said?.undo != null) act({ ticket_id: said.undo }, 'undo');
    else if (own !== null) act(own, 'undo');
  };

  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof Element && event.target.closest('input:not([type=checkbox]), select, textarea') !== null;
      if (!hasKeys || counter === null || isTyping || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      const wish = wishOf(event.key, own, canUndo);
      if (wish === null) return;
      event.preventDefault();
      if (wish.does === 'next') next();
      else if (wish.does === 'done') { if (own !== null) act(own, 'done', { outcome: wish.outcome }); }
      else if (wish.action === 'undo') undo();
      else if (wish.action === 'transfer') setTransferring(!isTransferring);
      else if (own !== null) act(own, wish.action);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });

  if (queue === null) return failure === null ? <div aria-busy="true" /> : <DeskTrouble failure={failure} retry={() => void reload()} />;
  return (
    <div class="desk-page">
      <p class="desk-place"><strong>{place.name}</strong></p>
      {lost !== null && <Lost since={lost} />}
      <div role="status" class="queue-said">
        {said !== null && (
          <div class={`alert ${said.isBad ? 'alert-warning' : 'alert-info'}`}>
            <p class="alert-text">
              {said.text}{' '}
              {said.undo !== null && <button type="button" class="link-button" onClick={undo}>{t('ui.queue.action.undo')}<Key letter="u" shown={hasKeys} /></button>}
            </p>
          </div>
        )}
      </div>
      <div class="queue-columns">
        <section aria-labelledby="own-title" class="queue-own">
          <h2 id="own-title">{counter === null ? t('ui.queue.which_counter') : t('ui.waiting.counter', { counter })}</h2>
          {counter === null ? <CounterChoice queue={queue} choose={setCounter} /> : (
            <CounterWork
              key={counter}
              queue={queue}
              counter={counter}
              ticket={own}
              services={services}
              only={only}
              setOnly={setOnly}
              hasKeys={hasKeys}
              setKeys={setKeys}
              isUndoOffered={said?.undo != null}
              isTransferring={isTransferring}
              setTransferring={setTransferring}
              next={next}
              act={act}
              leave={() => setCounter(null)}
            />
          )}
        </section>
        <Arrivals desk={desk} centre={place.id} services={services} changed={reload} />
      </div>
      <Lists queue={queue} own={counter} act={act} />
    </div>
  );
}

function Lost({ since }: { since: Date }): JSX.Element {
  const { t, language } = useTexts();
  return <div class="alert alert-warning" role="alert"><p class="alert-text">{t('ui.waiting.lost', { time: clockText(language, since) })}</p></div>;
}

function refusal({ t, find }: Texts, failure: Failure): string {
  if (failure.reason === 'unreachable') return t('ui.error.unreachable');
  const code = codeOf(failure);
  return ['ticket-changed', 'ticket-state', 'ticket-unknown', 'counter-busy'].includes(code) ? find(`ui.queue.refused.${code}`) : failure.text;
}

// Chosen once in a tab.
function useCounter(centre: string): [number | null, (counter: number | null) => void] {
  const key = `skranke-desk-counter-${centre}`;
  const [counter, setCounter] = useState<number | null>(() => {
    try {
      const kept = Number(sessionStorage.getItem(key));
      return Number.isInteger(kept) && kept > 0 ? kept : null;
    } catch {
      return null; // a browser that keeps nothing: asked for again after each load
    }
  });
  const change = (next: number | null): void => {
    setCounter(next);
    try {
      if (next === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, String(next));
    } catch {
      // As above.
    }
  };
  return [counter, change];
}
