// Arrivals at the desk: a code typed by the officer, or a number for who has no booking.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Answer } from '../api.ts';
import { refusalText } from '../arrive/refusals.ts';
import type { Service } from '../book/visits.ts';
import { codeFrom } from '../day/code.ts';
import type { Desk } from '../day/desk.tsx';
import type { Ticket } from '../day/tickets.ts';
import { useTexts } from '../i18n.ts';

interface Props {
  readonly desk: Desk;
  readonly centre: string;
  readonly services: readonly Service[];
  readonly scans: { current: (text: string) => void }; // takes what a reader types while the focus is on no field
  readonly changed: () => Promise<void>;
}

export function Arrivals({ desk, centre, services, scans, changed }: Props): JSX.Element {
  const texts = useTexts();
  const { t, find, language } = texts;
  const [typed, setTyped] = useState('');
  const [service, setService] = useState('');
  const [party, setParty] = useState(1);
  const [key, setKey] = useState(() => crypto.randomUUID() as string);
  const [said, setSaid] = useState<{ text: string; isBad: boolean } | null>(null);
  const [isSending, setSending] = useState(false);
  const send = async (asked: Promise<Answer<Ticket>>): Promise<void> => {
    setSending(true);
    const answer = await asked;
    setSending(false);
    setSaid(answer.ok ? { text: t('ui.queue.said.arrived', { ticket: answer.value.ticket }), isBad: false } : { text: refusalText(texts, answer.failure), isBad: true });
    if (!answer.ok) return;
    setTyped('');
    setService('');
    setParty(1);
    setKey(crypto.randomUUID());
    await changed();
  };
  const field = useRef<HTMLInputElement>(null);
  const arrive = (event: Event): void => {
    event.preventDefault();
    const code = codeFrom(typed);
    if (code === null) return setSaid({ text: t('ui.queue.no_code'), isBad: true });
    void send(desk.ask('POST', '/desk/v1/queue/arrivals', { centre, code }));
  };
  // As if the reader had typed into the field: the line's end sends it. What is no code, a document's lines say, is nothing to keep.
  scans.current = (text) => {
    const code = codeFrom(text);
    if (code === null) return setSaid({ text: t('ui.queue.no_code_scanned'), isBad: true });
    setTyped(text.trim());
    field.current?.focus();
    if (text.endsWith('\n') && !isSending) void send(desk.ask('POST', '/desk/v1/queue/arrivals', { centre, code }));
  };
  const take = (event: Event): void => {
    event.preventDefault();
    void send(desk.ask('POST', '/desk/v1/queue/tickets', { centre, service, language, party }, { 'Idempotency-Key': `${key}-${service}-${party}` }));
  };
  return (
    <section aria-labelledby="arrivals-title" class="queue-arrivals">
      <h2 id="arrivals-title">{t('ui.queue.arrivals')}</h2>
      <div role="status">{said !== null && <p class={said.isBad ? 'form-error-message' : undefined}>{said.text}</p>}</div>
      <form class="entry" onSubmit={arrive}>
        <div class="form-group">
          <label class="form-label" for="queue-code">{t('ui.arrive.code')}</label>
          <input ref={field} class="form-input" id="queue-code" value={typed} maxLength={400} autocomplete="off" spellcheck={false} onInput={(event) => setTyped(event.currentTarget.value)} />
        </div>
        <button type="submit" class="button button-secondary" disabled={isSending || typed.trim() === ''}>{t('ui.queue.arrive')}</button>
      </form>
      <form class="entry" onSubmit={take}>
        <div class="form-group">
          <label class="form-label" for="queue-service">{t('ui.queue.without')}</label>
          <select class="form-select" id="queue-service" value={service} onChange={(event) => setService(event.currentTarget.value)}>
            <option value="">{t('ui.queue.choose')}</option>
            {services.map(({ id }) => <option key={id} value={id}>{find(`service.${id}`)}</option>)}
          </select>
        </div>
        <div class="form-group">
          <label class="form-label" for="queue-party">{t('ui.queue.persons')}</label>
          <select class="form-select" id="queue-party" value={String(party)} onChange={(event) => setParty(Number(event.currentTarget.value))}>
            {[1, 2, 3, 4, 5].map((count) => <option key={count} value={String(count)}>{count}</option>)}
          </select>
        </div>
        <button type="submit" class="button button-secondary" disabled={isSending || service === ''}>{t('ui.queue.give_number')}</button>
      </form>
    </section>
  );
}
