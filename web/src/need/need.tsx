// The page "What you need". Which clauses and lines exist is the policy's to say; this page only groups them by
// the letter of their ids: S getting help, W the witness, G every document.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useTexts } from '../i18n.ts';
import { clauseText, exclusionsOf, lineText, linesOf, type List, type Policy } from '../policy.ts';

// The notice of missing languages is told where it happens, and S2 opens the page.
const toldElsewhere = ['S1', 'S2'];

export function Need({ policy }: { policy: Policy }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  // A link to a rule was followed before the rule was here: follow it again.
  useEffect(() => {
    if (location.hash !== '') location.replace(location.hash);
  }, []);
  const clauses = (letter: string): readonly string[] =>
    policy.guidance.filter((id) => id.startsWith(letter) && !toldElsewhere.includes(id));
  return (
    <>
      <div class="opening" id="S2">
        <p>{clauseText(texts, policy, 'S2')}</p>
        <a class="button button-primary" href="check/">{t('ui.nav.check')}</a>
        <p><a href="check/questions/">{t('ui.nav.questions')}</a></p>
      </div>

      <Section id="documents" title={t('ui.need.documents')}>
        <ul class="rules">
          {clauses('G').map((id) => <li key={id} id={id}>{clauseText(texts, policy, id)}</li>)}
        </ul>
        {policy.lists.map((list) => <Lines key={list.id} policy={policy} list={list} />)}
      </Section>

      <Section id="witness" title={t('ui.need.witness')}>
        <ul class="rules">
          {clauses('W').map((id) => (
            <li key={id} id={id}>
              {clauseText(texts, policy, id)}
              {id === 'W7' && (
                <> <a href="witness/professional/">{t('ui.nav.professional')}</a> <a href={policy.source}>{t('ui.need.professional_link')}</a></>
              )}
            </li>
          ))}
        </ul>
        <p><a class="button button-secondary" href="witness/">{t('ui.need.can_witness')}</a></p>
      </Section>

      <Section id="situation" title={t('ui.need.situation')}>
        {clauses('S').map((id) => <Situation key={id} policy={policy} id={id} />)}
      </Section>
      <p class="version">{t('ui.need.version', { version: policy.version })}</p>
    </>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

function Lines({ policy, list }: { policy: Policy; list: List }): JSX.Element {
  const texts = useTexts();
  const lines = list.take.flatMap(({ of }) => linesOf(policy, of));
  const together = exclusionsOf(policy).filter(({ sides }) => sides.every((side) => side.some((line) => lines.includes(line))));
  return (
    <div class="list-card" id={`list-${list.id}`}>
      <h3>{texts.find(`policy.${policy.id}.list.${list.id}`)}</h3>
      {list.take.flatMap(({ of }) => blocks(policy, of)).map(({ group, lines: each }) => (
        <div key={group ?? list.id}>
          {group !== null && <h4>{texts.find(`policy.${policy.id}.group.${group}`)}</h4>}
          <ul class="lines">
            {each.map((id) => <li key={id} id={id}>{lineText(texts, policy, id)}</li>)}
          </ul>
        </div>
      ))}
      {together.map(({ clause }) => <p key={clause} class="note">{clauseText(texts, policy, clause)}</p>)}
    </div>
  );
}

// Lines under the group that a list takes them from, if it takes a group.
function blocks(policy: Policy, of: readonly string[]): readonly { group: string | null; lines: readonly string[] }[] {
  const groups = of.filter((id) => policy.groups.some((group) => group.id === id));
  const rest = of.filter((id) => !groups.includes(id));
  return [
    ...groups.map((group) => ({ group, lines: linesOf(policy, [group]) })),
    ...(rest.length > 0 ? [{ group: null, lines: rest }] : []),
  ];
}

// Where a clause leads to.
function Situation({ policy, id }: { policy: Policy; id: string }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  return (
    <div class="situation" id={id}>
      <p>{clauseText(texts, policy, id)}</p>
      {id === 'S3' && <p><a href="#witness-title">{t('ui.need.witness_link')}</a> <a href="witness/">{t('ui.need.can_witness')}</a></p>}
      {id === 'S5' && <p><a href="https://www.mitid-erhverv.dk/">mitid-erhverv.dk</a></p>}
      {id === 'S6' && <p><a class="button button-secondary" href="book/">{t('ui.nav.book')}</a> <a href="centres/">{t('ui.nav.centres')}</a></p>}
    </div>
  );
}
