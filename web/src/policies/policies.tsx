// Versions of the rules: what decides today, what comes, and what waits for two administrators.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import { DeskTrouble, type Desk } from '../day/desk.tsx';
import { longDate, momentText, today as todayIn } from '../format.ts';
import { useTexts } from '../i18n.ts';
import type { Me } from '../staff/session.ts';
import { refusalText, Sure, Told, type Said } from '../office/told.tsx';
import { Preview } from './preview.tsx';
import { deedsOf, proposalOf, sorted, standOf, type Activation, type Deed, type Deeds, type Version } from './versions.ts';

const refusals = ['policy-changed', 'policy-active', 'policy-proposed', 'policy-not-proposed', 'policy-day-has-come', 'policy-not-standing', 'same-person', 'every-centre-needed', 'step-up-needed'];

export function Policies({ desk, me }: { desk: Desk; me: Me | null }): JSX.Element {
  const texts = useTexts();
  const { t, find } = texts;
  const [versions, setVersions] = useState<readonly Version[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const today = todayIn('Europe/Copenhagen', new Date());
  const load = async (): Promise<void> => {
    const answer = await desk.ask<{ items: readonly Version[] }>('GET', '/desk/v1/policies');
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setVersions(answer.value.items);
  };
  useEffect(() => void load(), [desk]); // also after it was locked
  const act = async (version: Version, deed: Deeds): Promise<void> => {
    const answer = await desk.ask<{ items: readonly Version[] }>('POST', `/desk/v1/policies/${encodeURIComponent(version.id)}/${deed}`, { sha256: version.sha256 });
    setSaid(answer.ok ? { text: find(`ui.policies.done.${deed}`, { version: version.version }), isBad: false } : { text: refusalText(texts, answer.failure, refusals, (code) => find(`ui.policies.refused.${code}`)), isBad: true });
    // What was refused has most often changed meanwhile.
    if (answer.ok) setVersions(answer.value.items);
    else await load();
  };
  if (versions === null) return failure === null ? <div aria-busy="true" /> : <DeskTrouble failure={failure} retry={() => void load()} />;
  const { open, rest } = sorted(versions, today);
  const list = (some: readonly Version[]): JSX.Element => (
    <ul class="plain people-list">
      {some.map((version) => <li key={`${version.id} ${version.sha256}`}><VersionShown version={version} me={me} today={today} desk={desk} act={(deed) => act(version, deed)} /></li>)}
    </ul>
  );
  return (
    <div class="people">
      <Told said={said} />
      {open.length === 0 ? <p>{t('ui.policies.none_waits')}</p> : list(open)}
      <details class="edit" open={open.length === 0}>
        <summary>{t('ui.policies.others')}</summary>
        {list(rest)}
      </details>
    </div>
  );
}

interface Props {
  readonly version: Version;
  readonly me: Me | null;
  readonly today: string;
  readonly desk: Desk;
  readonly act: (deed: Deeds) => Promise<void>;
}

function VersionShown({ version, me, today, desk, act }: Props): JSX.Element {
  const { t, find, language } = useTexts();
  const [isShown, setShown] = useState(false); // what it would change
  const [sure, setSure] = useState<Deeds | null>(null); // asked whether they are
  const stand = standOf(version, today);
  const deeds = deedsOf(version, me, today);
  const id = `version-${version.id.replace('@', '-')}`;
  const day = version.effective === null ? '' : longDate(language, version.effective);
  const proposal = proposalOf(version);
  return (
    <section class="person" aria-labelledby={id}>
      <h2 id={id}>{t('ui.policies.version', { policy: version.policy, version: version.version })}</h2>
      <p class={stand === 'altered' ? 'person-warning' : undefined}>{find(`ui.policies.stand.${stand}`, { day })}</p>
      {proposal !== null && <p>{t('ui.policies.proposed_by', who(proposal.proposed, t('ui.policies.somebody'), language))}{proposal.proposed?.by === me?.id && me !== null && <> {t('ui.policies.another_one')}</>}</p>}
      {version.standing !== 'counts' && <p class="note">{t('ui.policies.hash', { hash: version.sha256.slice(0, 16) })}</p>}
      <p class="button-row">
        {['held', 'proposed', 'altered', 'to-come'].includes(stand) && <button type="button" class="button button-secondary" aria-expanded={isShown} onClick={() => setShown(!isShown)}>{t('ui.policies.preview')}</button>}
        {deeds.map((deed) => <button key={deed} type="button" class={`button ${deed === 'withdrawal' ? 'button-secondary' : 'button-primary'}`} onClick={() => setSure(deed)}>{find(`ui.policies.do.${deed}`)}</button>)}
      </p>
      {sure !== null && deeds.includes(sure) && (
        <Sure text={find(`ui.policies.sure.${sure}`, { day, version: version.version })} now={find(`ui.policies.now.${sure}`)} yes={() => { setSure(null); void act(sure); }} no={() => setSure(null)} />
      )}
      {isShown && <Preview desk={desk} version={version} />}
      <History activations={version.activations} />
    </section>
  );
}

function who(deed: Deed | null, somebody: string, language: string): { readonly name: string; readonly at: string } {
  const at = deed === null ? '' : momentText(language, deed.at);
  return { name: deed?.name === null || deed?.name === '' || deed === null ? somebody : deed.name, at };
}

function History({ activations }: { activations: readonly Activation[] }): JSX.Element | null {
  const { t, find, language } = useTexts();
  if (activations.length === 0) return null;
  const lines = activations.flatMap(({ state, sha256, proposed, activated, withdrawn }) => {
    const line = (what: string, deed: Deed | null): readonly { key: string; text: string }[] =>
      deed === null ? [] : [{ key: `${what} ${deed.at} ${sha256}`, text: find(`ui.policies.history.${what}`, who(deed, t('ui.policies.somebody'), language)) }];
    if (state === 'installed' || proposed?.by === null) return line('installed', proposed);
    return [...line('withdrawn', withdrawn), ...line('activated', activated), ...line('proposed', proposed)];
  });
  return (
    <details class="edit">
      <summary>{t('ui.policies.history')}</summary>
      <ul class="plain">{lines.map(({ key, text }) => <li key={key}>{text}</li>)}</ul>
    </details>
  );
}
