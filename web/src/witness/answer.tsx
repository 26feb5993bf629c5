// The answer, beside the form: yes, no with each reason and what would help, or what is still to be told.
import type { JSX, RefObject } from 'preact';
import type { Eligibility, OpenFact, WitnessFact } from '../api.ts';
import type { Case } from '../case.ts';
import { documentName } from '../check/words.ts';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { Cross, Question, Tick } from '../icons.tsx';
import { planFragment, writePlan } from '../plan.ts';
import { clauseText, kindText, placeText, policyNumbers, type Policy } from '../policy.ts';
import { allowedFrom, helpsFrom, openFacts, type Told } from './told.ts';

interface AnswerProps {
  readonly policy: Policy;
  readonly kase: Case; // what the answer is about, as is `told`
  readonly told: Told;
  readonly answer: Eligibility;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly visitOn: (day: string) => void;
  readonly ask: (open: OpenFact) => void;
}

const signs = { eligible: Tick, 'not-eligible': Cross, undetermined: Question };
const looks = { eligible: 'accepted', 'not-eligible': 'rejected', undetermined: 'undetermined' };

export function Answer(props: AnswerProps): JSX.Element {
  const { policy, kase, told, answer, heading, visitOn } = props;
  const texts = useTexts();
  const { t } = texts;
  const Sign = signs[answer.verdict];
  const from = allowedFrom(policy, told, answer);
  return (
    <div class={`result result-${looks[answer.verdict]}`}>
      <h2 id="answer-title" ref={heading} tabIndex={-1}><Sign />{t(`ui.witness.verdict.${answer.verdict}`)}</h2>
      <p class="note">{t('ui.result.judged', { date: longDate(texts.language, kase.date), place: placeText(texts, policy, kase.place) })}</p>
      {answer.verdict === 'eligible' && <p>{t('ui.witness.eligible_text')}</p>}
      <ul class="plain reasons">
        {answer.refused.map(({ code, clause }) => (
          <li key={code}>
            <p>
              <b>{texts.find(`ui.witness.refused.${code}`, policyNumbers(policy))}</b>{' '}
              <a href={`../#${clause}`} title={clauseText(texts, policy, clause)}>{t('ui.result.rule', { clause })}</a>
            </p>
            <Help {...props} code={code} />
          </li>
        ))}
      </ul>
      {from !== null && (
        <p>
          <button type="button" class="button button-secondary" onClick={() => visitOn(from)}>
            {t('ui.witness.visit_on', { date: longDate(texts.language, from) })}
          </button>
        </p>
      )}
      {answer.verdict !== 'not-eligible' && <Quota answer={answer} />}
      <OpenFacts {...props} />
    </div>
  );
}

// What would help against one reason.
function Help({ policy, kase, told, answer, code }: AnswerProps & { code: string }): JSX.Element | null {
  const texts = useTexts();
  const { t } = texts;
  const from = helpsFrom(policy, told, answer, code);
  if (from !== null) return <p>{t('ui.witness.help.from', { date: longDate(texts.language, from) })}</p>;
  switch (code) {
    case 'mitid-absent':
      return <p>{t('ui.witness.help.mitid_absent')}</p>;
    case 'no-valid-documents':
      return (
        <p>
          {t('ui.witness.help.documents')}{' '}
          <a href={`../check/${planFragment(writePlan(policy.id, kase))}`}>{t('ui.witness.help.documents_link')}</a>
        </p>
      );
    case 'no-photo-document':
      return (
        <>
          <p>{t('ui.witness.help.photo')}</p>
          <ul>{policy.kinds.filter(({ picture }) => picture === 'always').map(({ id }) => <li key={id}>{kindText(texts, policy, id)}</li>)}</ul>
        </>
      );
    default:
      return null;
  }
}

function Quota({ answer: { left } }: { answer: Eligibility }): JSX.Element {
  const { t } = useTexts();
  if (left === null) return <p>{t('ui.witness.left.no_limit')}</p>;
  return <p>{left === 1 ? t('ui.witness.left.one') : t('ui.witness.left.several', { left })}</p>;
}

const fields: Readonly<Record<WitnessFact, string>> = {
  born: 'witness-born',
  mitid_since: 'witness-mitid-since',
  mitid_present: 'witness-mitid-present',
};

// What could still change the answer, each with the way to where it is told.
function OpenFacts({ policy, kase, answer, ask }: AnswerProps): JSX.Element | null {
  const texts = useTexts();
  const { t } = texts;
  if (answer.open_facts.length === 0) return null;
  const open = openFacts(kase, answer);
  const item = (key: string, text: string, go: () => void): JSX.Element => (
    <li key={key}><button type="button" class="link-button" onClick={go}>{text}</button></li>
  );
  return (
    <>
      <h3>{t('ui.result.unknown')}</h3>
      <ul>
        {open.witness.map((fact) => item(fact, t(`ui.witness.open.${fact}`), () => focusField(fields[fact])))}
        {open.anyDocument && item('documents', t('ui.witness.open.documents'), () => focusField('documents-title'))}
        {open.documents.map((each) => item(
          `${each.document} ${each.fact}`,
          texts.find(`fact.${each.fact}.question`, { document: documentName(texts, policy, kase, each.document) }),
          () => ask(each),
        ))}
      </ul>
    </>
  );
}

// A fieldset can't have the focus: its first field, or the one that is chosen, can.
function focusField(id: string): void {
  const field = document.getElementById(id);
  const inner = field?.querySelector<HTMLElement>('input:checked') ?? field?.querySelector<HTMLElement>('input');
  (inner ?? field)?.focus();
}
