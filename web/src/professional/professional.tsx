// The page "Professional witnesses": which organisations there are, and how to reach them.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { fetchOrganisations, type Answer } from '../api.ts';
import { useTexts } from '../i18n.ts';
import { policyNumbers, type Policy } from '../policy.ts';
import { emailLink, languageName, phoneLink, webLink, type Organisation } from './organisations.ts';

export function Professional({ policy }: { policy: Policy }): JSX.Element {
  const { t } = useTexts();
  const [answer, setAnswer] = useState<Answer<readonly Organisation[]> | null>(null);
  const load = (): void => {
    setAnswer(null);
    void fetchOrganisations().then(setAnswer);
  };
  useEffect(load, []);
  return (
    <>
      <p>{t('ui.professional.how')} <a href="../#W7">{t('ui.result.rule', { clause: 'W7' })}</a></p>
      <section aria-labelledby="organisations-title" aria-busy={answer === null}>
        <h2 id="organisations-title">{t('ui.professional.list')}</h2>
        {answer?.ok === false && (
          <div class="alert alert-warning" role="alert">
            <p class="alert-heading">{t('ui.professional.unavailable')}</p>
            <p class="alert-text">{t('ui.professional.unavailable_help')}</p>
            <button type="button" class="button button-secondary" onClick={load}>{t('ui.error.retry')}</button>
          </div>
        )}
        {answer?.ok && answer.value.length === 0 && <p>{t('ui.professional.none')}</p>}
        {answer?.ok && answer.value.map((each) => <Card key={each.id} policy={policy} organisation={each} />)}
      </section>
      <p><a href={policy.source}>{t('ui.need.professional_link')}</a></p>
    </>
  );
}

function Card({ policy, organisation }: { policy: Policy; organisation: Organisation }): JSX.Element {
  const { t, language } = useTexts();
  const { name, reach, centres, languages, vouchings_last_120_days: vouchings } = organisation;
  return (
    <article class="list-card">
      <h3>{name}</h3>
      <dl class="reach">
        <Reach term={t('ui.professional.web')} text={reach.web} link={webLink} />
        <Reach term={t('ui.professional.phone')} text={reach.phone} link={phoneLink} />
        <Reach term={t('ui.professional.email')} text={reach.email} link={emailLink} />
        <dt>{t('ui.professional.languages')}</dt>
        <dd>{languages.length === 0 ? t('ui.professional.ask') : languages.map((code) => languageName(language, code)).join(', ')}</dd>
        <dt>{t('ui.professional.centres')}</dt>
        <dd>{centres === null ? t('ui.professional.every_centre') : centres.join(', ')}</dd>
      </dl>
      <p class="note">{t('ui.professional.used', { ...policyNumbers(policy), count: vouchings })}</p>
    </article>
  );
}

// One way to reach somebody; what is no address is text.
function Reach({ term, text, link }: { term: string; text: string | null | undefined; link: (text: string) => string | null }): JSX.Element | null {
  if (text === null || text === undefined || text === '') return null;
  const href = link(text);
  return <><dt>{term}</dt><dd>{href === null ? text : <a href={href}>{text}</a>}</dd></>;
}
