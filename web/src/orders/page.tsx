// What two people say of a case: what waits for the second of them, the holds that count, and asking for one, its end or an erasure.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api.ts';
import { DeskTrouble, type Desk } from '../day/desk.tsx';
import { codeOf } from '../day/tickets.ts';
import { useTexts, type Texts } from '../i18n.ts';
import type { Me } from '../staff/session.ts';
import { refusalText, Told, type Said } from '../office/told.tsx';
import { mostOrders, sorted, type Kind, type Order } from './orders.ts';
import { OrderShown } from './order.tsx';
import { Wish } from './wish.tsx';

const path = '/desk/v1/case-orders';
const ofTheCase = ['order-unknown', 'case-held', 'case-not-held', 'case-open'];
const refusals = [...ofTheCase, 'order-of-ones-own', 'order-agreed', 'order-over', 'step-up-needed'];

export interface OrdersProps {
  readonly me: Me | null;
  readonly orders: readonly Order[];
  // Why it was refused, in a sentence, or null where it is done.
  readonly ask: (caseId: string, kind: Kind, reason: string) => Promise<Refused | null>;
  readonly agree: (order: Order) => Promise<void>;
}

// Where it belongs: beside the case, beside the reason, or beside neither.
export interface Refused {
  readonly at: 'case' | 'reason' | 'all';
  readonly text: string;
}

function refusalOf(texts: Texts, failure: Failure): Refused {
  const code = codeOf(failure);
  if (failure.reason === 'unreachable' || refusals.includes(code) || ![400, 413, 422].includes(failure.status))
    return { at: ofTheCase.includes(code) ? 'case' : 'all', text: refusalText(texts, failure, refusals, (each) => texts.find(`ui.orders.refused.${each}`)) };
  return { at: failure.more?.['path'] === '/case_id' ? 'case' : 'reason', text: texts.t('ui.orders.refused.malformed') };
}

export function Orders({ desk, me }: { desk: Desk; me: Me | null }): JSX.Element {
  const texts = useTexts();
  const { t, find } = texts;
  const [orders, setOrders] = useState<readonly Order[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const status = useRef<HTMLDivElement>(null);
  const load = async (): Promise<void> => {
    const answer = await desk.ask<{ items: readonly Order[] }>('GET', path);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setOrders(answer.value.items);
  };
  useEffect(() => void load(), [desk]); // also after it was locked
  // What was pressed may be gone, so the focus goes to what is said of it.
  const tell = (next: Said): void => {
    setSaid(next);
    status.current?.focus();
  };
  const ask: OrdersProps['ask'] = async (caseId, kind, reason) => {
    const answer: Answer<Order> = await desk.ask<Order>('POST', path, { case_id: caseId, kind, reason });
    await load();
    if (!answer.ok) return refusalOf(texts, answer.failure);
    tell({ text: find(`ui.orders.asked.${kind}`, { id: caseId }), isBad: false });
    return null;
  };
  const agree: OrdersProps['agree'] = async ({ order_id: id, case_id: caseId, kind }) => {
    const answer = await desk.ask('POST', `${path}/${encodeURIComponent(id)}/agreement`, {});
    // What was refused has most often changed meanwhile.
    await load();
    tell(answer.ok ? { text: find(`ui.orders.done.${kind}`, { id: caseId }), isBad: false } : { text: refusalOf(texts, answer.failure).text, isBad: true });
  };
  if (orders === null) return failure === null ? <div aria-busy="true" /> : <DeskTrouble failure={failure} retry={() => void load()} />;
  const { waiting, holds } = sorted(orders);
  const props: OrdersProps = { me, orders, ask, agree };
  return (
    <div class="people">
      <Told said={said} focus={status} />
      {failure !== null && <DeskTrouble failure={failure} retry={() => void load()} />}
      <Part id="orders-waiting" title={t('ui.orders.waiting')} none={t('ui.orders.none_waits')} shown={waiting} {...props} />
      <Part id="orders-holds" title={t('ui.orders.holds')} none={t('ui.orders.no_holds')} shown={holds} {...props} />
      {orders.length >= mostOrders && <p>{t('ui.orders.newest', { count: mostOrders })}</p>}
      <p><button type="button" class="button button-secondary" onClick={() => void load()}>{t('ui.supervisor.look_again')}</button></p>
      <section aria-labelledby="orders-ask">
        <h2 id="orders-ask">{t('ui.orders.ask')}</h2>
        <Wish ask={ask} />
        <p class="note">{t('ui.orders.periods')}</p>
      </section>
    </div>
  );
}

function Part({ id, title, none, shown, ...props }: OrdersProps & { id: string; title: string; none: string; shown: readonly Order[] }): JSX.Element {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {shown.length === 0 ? <p>{none}</p> : <ul class="plain people-list">{shown.map((order) => <li key={order.order_id}><OrderShown {...props} order={order} /></li>)}</ul>}
    </section>
  );
}
