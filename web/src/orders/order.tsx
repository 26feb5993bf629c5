// One order: what it does, who asked for it and why, and what whoever looks at it can do.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { momentText } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { worksAs } from '../staff/session.ts';
import { Sure } from '../office/told.tsx';
import { isEndAsked, type Order } from './orders.ts';
import type { OrdersProps } from './page.tsx';
import { Wish } from './wish.tsx';

export function OrderShown({ order, me, orders, ask, agree }: OrdersProps & { order: Order }): JSX.Element {
  const { t, find, language } = useTexts();
  const { order_id: id, case_id: caseId, kind, agreed_by: agreedBy } = order;
  const isMine = order.asked_by === me?.id;
  const title = `order-${id}`;
  const who = (account: string): string => (account === me?.id ? t('ui.orders.you') : t('ui.orders.another'));
  return (
    <article class="person order" aria-labelledby={`${title} ${title}-case`}>
      <h3 id={title}>{find(`ui.orders.kind.${kind}`)}</h3>
      <p id={`${title}-case`}>{t('ui.orders.case')} {worksAs(me, 'officer', 'second-officer', 'supervisor') ? <a href={`../desk/#${caseId}`}>{caseId}</a> : caseId}</p>
      {agreedBy === null && <p>{find(`ui.orders.does.${kind}`)}</p>}
      {order.counts_until !== null && <p>{t('ui.orders.counts_until', { at: momentText(language, order.counts_until) })}</p>}
      <p>{t('ui.orders.asked_by', { who: who(order.asked_by), at: momentText(language, order.asked_at) })}{agreedBy !== null && <> {t('ui.orders.agreed_by', { who: who(agreedBy) })}</>}</p>
      <p>{t('ui.orders.because', { reason: order.reason })}</p>
      {agreedBy === null && (isMine ? <p class="person-warning">{t('ui.orders.own')}</p> : <Agreement order={order} title={title} agree={() => agree(order)} />)}
      {kind === 'hold' && (isEndAsked(orders, caseId) ? <p>{t('ui.orders.end_asked')}</p> : (
        <details class="edit">
          <summary>{t('ui.orders.ask_end')}</summary>
          <Wish id={`end-${id}`} ask={ask} endOf={caseId} />
        </details>
      ))}
    </article>
  );
}

// The second person's yes; of what nothing brings back, asked once more.
function Agreement({ order: { kind, case_id: caseId }, title, agree }: { order: Order; title: string; agree: () => Promise<void> }): JSX.Element {
  const { t, find } = useTexts();
  const [isAsked, setAsked] = useState(false); // whether they are sure
  const [isBusy, setBusy] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const say = async (): Promise<void> => {
    setAsked(false);
    setBusy(true);
    await agree();
    setBusy(false);
  };
  return (
    <>
      <p class="button-row">
        <button type="button" class="button button-primary" ref={button} disabled={isBusy} aria-describedby={`${title} ${title}-case`} onClick={() => (kind === 'erase' ? setAsked(true) : void say())}>{find(`ui.orders.agree.${kind}`)}</button>
      </p>
      {isAsked && (
        <Sure text={t('ui.orders.sure', { id: caseId })} now={t('ui.orders.erase_now')} yes={() => void say()} no={() => { setAsked(false); button.current?.focus(); }} />
      )}
    </>
  );
}
