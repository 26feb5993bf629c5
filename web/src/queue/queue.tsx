// The officers' page "The queue": an own counter, who waits, who is where, who is expected.
//
// PRIVACY: names of who has booked are shown to officers alone, and are nowhere but on this page.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api.ts';
import { fetchServices, type Place, type Service } from '../book/visits.ts';
import { AtDesk, DeskTrouble, type Desk } from '../day/desk.tsx';
import { codeOf, type Ticket } from '../day/tickets.ts';
import { clockText } from '../day/words.ts';
import { useTexts, type Texts } from '../i18n.ts';
import { Arrivals } from './arrivals.tsx';
import { CounterChoice, CounterWork } from './counter.tsx';
import { Key } from './key.tsx';
import { useKeys } from './keys.ts';
import { Lists } from './lists.tsx';
import { useLive } from './live.ts';
import { wishOf, type Act } from './work.ts';

export function QueuePage({ place }: { place: Place }): JSX.Element {
  return <AtDesk>{(desk) => <QueueOf place={place} desk={desk} />}</AtDesk>;
}

// What was said last, and the step that can be taken back: the ticket as that step left it, so that nobody else's is.
interface Said {
  readonly text: string;
  readonly isBad: boolean;
  readonly undo: Pick<Ticket, 'ticket_id' | 'sequence'> | null;
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
  const [moving, setMoving] = useState(0); // deeds whose change of the lists is not shown yet
  useEffect(() => void fetchServices().then((answer) => answer.ok && setServices(answer.value.items)), []);

  const own: Ticket | null = queue?.counters.find((each) => each.counter === counter)?.ticket ?? null;

  // One request at a time: a key held down is one wish. A list stays out of reach until it has been loaded again: its rows move.
  const run = async (asked: () => Promise<Answer<Ticket | null>>, tell: (ticket: Ticket | null) => Said, isUndo = false): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    setMoving((count) => count + 1);
    const answer = await asked();
    isBusy.current = false;
    setTransferring(false);
    if (answer.ok && answer.value !== null) put(answer.value);
    // What could not be taken back can't be later either; what was not heard may be.
    const isOver = isUndo && !answer.ok && answer.failure.reason === 'problem';
    setSaid((before) => (answer.ok ? tell(answer.value) : { text: refusal(texts, answer.failure), isBad: true, undo: isOver ? null : before?.undo ?? null }));
    await reload();
    setMoving((count) => count - 1);
  };
  const next = (): void => {
    if (counter === null) return;
    const body = { centre: place.id, counter, ...(only.length === 0 ? {} : { services: only }) };
    void run(() => desk.ask('POST', '/desk/v1/queue/next', body), (ticket) => (ticket === null
      ? { text: t('ui.queue.nobody_waits'), isBad: false, undo: null }
      : { text: t('ui.queue.said.called', { ticket: ticket.ticket, counter }), isBad: false, undo: ticket }));
  };
  const act: Act = ({ ticket_id: id, sequence: seen }, action, more = {}) => {
    void run(() => desk.ask('POST', `/desk/v1/queue/tickets/${id}/${action}`, { seen, ...more }), (after) => ({
      text: t(`ui.queue.said.${action}`, { ticket: after?.ticket ?? '' }),
      isBad: false,
      undo: action === 'undo' ? null : after,
    }), action === 'undo');
  };
  // What was done last from here; after a load of the page, what was done to the ticket at the counter.
  const canUndo = said?.undo != null || own?.actions.includes('undo') === true;
  const undo = (): void => {
    if (said?.undo != null) act(said.undo, 'undo');
    else if (own !== null) act(own, 'undo');
  };

  const scans = useRef<(text: string) => void>(() => undefined);
  useKeys({
    wish: (key) => {
      const wish = hasKeys && counter !== null ? wishOf(key, own, canUndo) : null;
      if (wish === null) return null;
      if (wish.does === 'next') return next;
      if (wish.does === 'act' && wish.action === 'undo') return undo;
      if (wish.does === 'act' && wish.action === 'transfer') return () => setTransferring(!isTransferring);
      if (own === null) return null;
      return wish.does === 'done' ? () => act(own, 'done', { outcome: wish.outcome }) : () => act(own, wish.action);
    },
    scanned: (text) => scans.current(text),
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
        <Arrivals desk={desk} centre={place.id} services={services} scans={scans} changed={reload} />
      </div>
      <Lists queue={queue} own={counter} isMoving={moving > 0} act={act} />
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
