// Grouped advice in words.
import type { JSX } from 'preact';
import type { AdviceGroup } from '../advice.ts';
import { useTexts } from '../i18n.ts';
import { clauseText, lineText, type Policy } from '../policy.ts';

export function AdviceList({ policy, groups }: { policy: Policy; groups: readonly AdviceGroup[] }): JSX.Element {
  return <ol class="advice">{groups.map((group) => <li key={JSON.stringify(group)}><Group policy={policy} group={group} /></li>)}</ol>;
}

function Group({ policy, group }: { policy: Policy; group: AdviceGroup }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const lines = (ids: readonly string[]): JSX.Element => (
    <ul class="lines">{ids.map((id) => <li key={id}>{lineText(texts, policy, id)}</li>)}</ul>
  );
  switch (group.shape) {
    case 'alone':
      return <><p>{t('ui.advice.alone')}</p>{lines(group.lines)}</>;
    case 'with-yours':
      return <><p>{t('ui.advice.with_yours')}</p>{lines(group.lines)}</>;
    case 'two':
      return (
        <>
          <p>{t('ui.advice.two')}</p>
          {lines(group.lines)}
          {group.exclusions.map((clause) => <p key={clause} class="note">{clauseText(texts, policy, clause)}</p>)}
        </>
      );
    case 'each':
      return (
        <>
          {group.parts.map((part, index) => (
            <div key={part.join(' ')}>
              <p>{t(index === 0 ? 'ui.advice.each_first' : 'ui.advice.each_then')}</p>
              {lines(part)}
            </div>
          ))}
        </>
      );
    case 'all':
      return <><p>{t('ui.advice.all')}</p>{lines(group.lines)}</>;
  }
}
