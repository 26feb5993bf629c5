// An officer's own counter: who is there, and what can be done.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Service } from '../book/visits.ts';
import { outcomes, type Queue, type Ticket } from '../day/tickets.ts';
import { waitingText } from '../day/words.ts';
import { useTexts } from '../i18n.ts';
import { Key } from './key.tsx';
import { TicketLine } from './lists.tsx';
import { actionsFor, canEnd, countersOf, keyOf, type Act } from './work.ts';

export function CounterChoice({ queue, choose }: { queue: Queue; choose: (counter: number) => void }): JSX.Element {
  const { t } = useTexts();
  return (
    <div class="button-row">
      {countersOf(queue).map((counter) => (
        <button key={counter} type="button" class="button button-secondary" onClick={() => choose(counter)}>{t('ui.waiting.counter', { counter })}</button>
      ))}
    </div>
  );
}

interface Props {
  readonly queue: Queue;
  readonly counter: number;
  readonly ticket: Ticket | null;
  readonly services: readonly Service[];
  readonly only: readonly string[]; // services that are called here; all for none
  readonly setOnly: (services: readonly string[]) => void;
  readonly hasKeys: boolean;
  readonly setKeys: (has: boolean) => void;
  readonly isUndoOffered: boolean; // beside what was said last
  readonly isTransferring: boolean;
  readonly setTransferring: (is: boolean) => void;
  readonly next: () => void;
  readonly act: Act;
  readonly leave: () => void;
}

export function CounterWork(props: Props): JSX.Element {
  const { queue, ticket, hasKeys, setKeys, next, leave } = props;
  const texts = useTexts();
  const { t } = texts;
  return (
    <>
      {ticket === null ? (
        <>
          <p>{waitingText(texts, queue.waiting.length)}</p>
          <p><button type="button" class="button button-primary queue-next" onClick={next}>{t('ui.queue.next')}<Key letter={keyOf.next} shown={hasKeys} /></button></p>
          <OnlyServices {...props} />
        </>
      ) : <AtCounter {...props} ticket={ticket} />}
      <div class="form-group-checkbox">
        <input type="checkbox" class="form-checkbox" id="queue-keys" checked={hasKeys} onChange={(event) => setKeys(event.currentTarget.checked)} />
        <label for="queue-keys">{t('ui.queue.keys')}</label>
      </div>
      <p><button type="button" class="link-button" onClick={leave}>{t('ui.queue.other_counter')}</button></p>
    </>
  );
}

function AtCounter({ queue, counter, ticket, services, hasKeys, isUndoOffered, isTransferring, setTransferring, act }: Props & { ticket: Ticket }): JSX.Element {
  const { t } = useTexts();
  return (
    <>
      <p class="queue-ticket">{ticket.ticket}</p>
      <TicketLine ticket={ticket} />
      <p class="note">{ticket.state === 'serving' ? t('ui.queue.is_serving') : ticket.calls > 1 ? t('ui.queue.is_called', { count: ticket.calls }) : t('ui.queue.is_called_once')}</p>
      {canEnd(ticket) && (
        <div role="group" aria-labelledby="outcome-title">
          <h3 id="outcome-title">{t('ui.queue.how_ended')}</h3>
          <div class="queue-outcomes">
            {outcomes.map((outcome, index) => (
              <button key={outcome} type="button" class={`button ${outcome === 'helped' ? 'button-primary' : 'button-secondary'}`} onClick={() => act(ticket, 'done', { outcome })}>
                {t(`ui.queue.outcome.${outcome}`)}<Key letter={String(index + 1)} shown={hasKeys} />
              </button>
            ))}
          </div>
        </div>
      )}
      <div class="button-row">
        {actionsFor(ticket).map((action) => action !== 'done' && action !== 'back' && !(action === 'undo' && isUndoOffered) && (
          <button
            key={action}
            type="button"
            class={`button ${action === 'serve' ? 'button-primary' : 'button-secondary'}`}
            aria-expanded={action === 'transfer' ? isTransferring : undefined}
            onClick={() => (action === 'transfer' ? setTransferring(!isTransferring) : act(ticket, action))}
          >
            {t(`ui.queue.action.${action}`)}<Key letter={keyOf[action]} shown={hasKeys} />
          </button>
        ))}
      </div>
      {ticket.state === 'serving' && <p><a href={`../desk/?${new URLSearchParams({ centre: queue.centre, ticket: ticket.ticket_id, service: ticket.service, language: ticket.language })}`}>{t('ui.queue.open_case')}</a></p>}
      {isTransferring && <Transfer queue={queue} counter={counter} ticket={ticket} services={services} act={act} />}
    </>
  );
}

function Transfer({ queue, counter, ticket, services, act }: Pick<Props, 'queue' | 'counter' | 'services' | 'act'> & { ticket: Ticket }): JSX.Element {
  const { t, find } = useTexts();
  const others = countersOf(queue).filter((each) => each !== counter);
  const [to, setTo] = useState('');
  return (
    <form
      class="entry"
      onSubmit={(event) => {
        event.preventDefault();
        const [kind, id] = to.split(' ');
        if (id !== undefined) act(ticket, 'transfer', kind === 'counter' ? { counter: Number(id) } : { service: id });
      }}
    >
      <div class="form-group">
        <label class="form-label" for="queue-transfer">{t('ui.queue.transfer_to')}</label>
        <select class="form-select" id="queue-transfer" value={to} onChange={(event) => setTo(event.currentTarget.value)}>
          <option value="">{t('ui.queue.choose')}</option>
          <optgroup label={t('ui.queue.counters')}>
            {others.map((each) => <option key={each} value={`counter ${each}`}>{t('ui.waiting.counter', { counter: each })}</option>)}
          </optgroup>
          <optgroup label={t('ui.queue.services')}>
            {services.filter(({ id }) => id !== ticket.service).map(({ id }) => <option key={id} value={`service ${id}`}>{find(`service.${id}`)}</option>)}
          </optgroup>
        </select>
      </div>
      <button type="submit" class="button button-secondary" disabled={to === ''}>{t('ui.queue.action.transfer')}</button>
    </form>
  );
}

function OnlyServices({ services, only, setOnly }: Pick<Props, 'services' | 'only' | 'setOnly'>): JSX.Element {
  const { t, find } = useTexts();
  return (
    <details class="queue-only">
      <summary>{only.length === 0 ? t('ui.queue.all_services') : t('ui.queue.some_services', { count: only.length })}</summary>
      {services.map(({ id }) => (
        <div key={id} class="form-group-checkbox">
          <input
            type="checkbox"
            class="form-checkbox"
            id={`queue-only-${id}`}
            checked={only.includes(id)}
            onChange={(event) => setOnly(event.currentTarget.checked ? [...only, id] : only.filter((each) => each !== id))}
          />
          <label for={`queue-only-${id}`}>{find(`service.${id}`)}</label>
        </div>
      ))}
    </details>
  );
}
