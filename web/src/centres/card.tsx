// One centre in the list: what is known, from when it is, and what is not known.
import type { ComponentChildren, JSX } from 'preact';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { emailLink, phoneLink, webLink } from '../professional/organisations.ts';
import { distanceText, ranges, weekdayName, type Centre, type Report, type Told } from './centres.ts';

interface CardProps {
  readonly centre: Centre;
  readonly metres: number | null; // from where the reader is
  readonly isChosen: boolean;
  readonly show: () => void; // on the map
}

const rangesShown = 8;

export function Card({ centre, metres, isChosen, show }: CardProps): JSX.Element {
  const { t, language } = useTexts();
  const { id, name, also_known_as: others, town, other_towns: towns, region, country, address, phone, email, web, newer } = centre;
  const where = [town, ...towns].join(', ');
  return (
    <article class={isChosen ? 'list-card centre centre-chosen' : 'list-card centre'} id={`centre-${id}`} aria-labelledby={`centre-${id}-name`}>
      <h3 id={`centre-${id}-name`} tabIndex={-1}>{name}</h3>
      {others.length > 0 && <p class="note">{t('ui.centres.also', { names: others.join(', ') })}</p>}
      <p>{where} · {region ?? t(`ui.centres.part.${country}`)}</p>
      {metres !== null && <p class="distance">{t('ui.centres.distance', { distance: distanceText(language, metres) })}</p>}
      <dl class="reach">
        <dt>{t('ui.centres.address')}</dt>
        <Known told={address}>{address !== null && <Lines lines={address.lines} />}</Known>
        <dt>{t('ui.professional.phone')}</dt>
        <Known told={phone}>{phone !== null && <Linked text={phone.text} link={phoneLink} />}</Known>
        <dt>{t('ui.professional.email')}</dt>
        <Known told={email}>{email !== null && <Linked text={email.text} link={emailLink} />}</Known>
        <dt>{t('ui.professional.web')}</dt>
        <Known told={web}>{web !== null && <Linked text={web.text} link={webLink} />}</Known>
        <dt>{t('ui.centres.hours')}</dt>
        <dd>{t(newer.some(({ hours }) => hours.length > 0) ? 'ui.centres.hours_below' : 'ui.centres.unknown')}</dd>
        <dt>{t('ui.centres.postcodes')}</dt>
        <dd><Postcodes codes={centre.postcodes} /></dd>
      </dl>
      {newer.length > 0 && <h4>{t('ui.centres.newer')}</h4>}
      {newer.map((report, index) => <ReportView key={index} report={report} />)}
      <div class="button-row">
        <a class="button button-primary" href={`../book/#centre=${id}`} aria-label={t('ui.centres.book_at', { name })}>{t('ui.centres.book')}</a>
        <button type="button" class="button button-secondary" aria-label={t('ui.centres.show_at', { name })} onClick={show}>{t('ui.centres.show')}</button>
      </div>
    </article>
  );
}

// A fact with its day; that it is not known, where it is not.
function Known({ told, children }: { told: Told | null; children: ComponentChildren }): JSX.Element {
  const { t } = useTexts();
  if (told === null) return <dd>{t('ui.centres.unknown')}</dd>;
  return <dd>{children}<AsOf day={told.as_of} /></dd>;
}

function AsOf({ day }: { day: string | null }): JSX.Element {
  const { t, language } = useTexts();
  return <span class="as-of">{day === null ? t('ui.centres.as_of_unknown') : t('ui.centres.as_of', { date: longDate(language, day) })}</span>;
}

function Lines({ lines }: { lines: readonly string[] }): JSX.Element {
  return <>{lines.map((line, index) => <span key={index} class="line">{line}</span>)}</>;
}

function Linked({ text, link }: { text: string; link: (text: string) => string | null }): JSX.Element {
  const href = link(text);
  return href === null ? <>{text}</> : <a href={href}>{text}</a>;
}

function Postcodes({ codes }: { codes: readonly string[] }): JSX.Element {
  const { t } = useTexts();
  if (codes.length === 0) return <>{t('ui.centres.unknown')}</>;
  const all = codes.length > 3 * rangesShown ? ranges(codes) : codes;
  if (all.length <= rangesShown) return <>{all.join(', ')}</>;
  return (
    <details>
      <summary>{t('ui.centres.postcode_count', { count: codes.length })}</summary>
      {all.join(', ')}
    </details>
  );
}

function ReportView({ report }: { report: Report }): JSX.Element {
  const { t, find, language } = useTexts();
  const { kind, name, address, phone, email, hours, remarks, as_of: day, source } = report;
  const page = /^https:/.test(source) ? webLink(source) : null;
  return (
    <div class="report">
      <p>{find(`ui.centres.kind.${kind}`)}{name !== null && `: ${name}`}</p>
      <dl class="reach">
        {address.length > 0 && <><dt>{t('ui.centres.address')}</dt><dd><Lines lines={address} /></dd></>}
        {phone !== null && <><dt>{t('ui.professional.phone')}</dt><dd><Linked text={phone} link={phoneLink} /></dd></>}
        {email !== null && <><dt>{t('ui.professional.email')}</dt><dd><Linked text={email} link={emailLink} /></dd></>}
        {hours.length > 0 && (
          <>
            <dt>{t('ui.centres.hours')}</dt>
            <dd><Lines lines={hours.map(({ weekday, from, to }) => `${weekdayName(language, weekday)} ${from}–${to}`)} /></dd>
          </>
        )}
      </dl>
      {remarks.map((remark) => <p key={remark}>{find(`ui.centres.remark.${remark}`)}</p>)}
      <p class="note">
        <AsOf day={day} /> {page !== null && <a href={page}>{t('ui.centres.source', { host: new URL(page).host })}</a>}
      </p>
    </div>
  );
}
