// What a version would change: the smallest sets of documents that it decides otherwise, in words, and what it would have said in last
// month's cases and says of the visits to come.
//
// PRIVACY: counts, and ids of cases where whoever looks supervises their centre.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api.ts';
import { DeskTrouble, type Desk } from '../day/desk.tsx';
import { codeOf } from '../day/tickets.ts';
import { useTexts } from '../i18n.ts';
import { added, noFlips, type CasesPiece, type FlippedCase, type Flips, type Version, type VisitsPiece } from './versions.ts';

const shownAtFirst = 8;

interface Judged {
  readonly flips: Flips;
  readonly all: number | null; // how many there are; null: not known yet
  readonly flipped: readonly FlippedCase[];
  readonly isWhole: boolean;
}
const nothing: Judged = { flips: noFlips, all: null, flipped: [], isWhole: false };

export function Preview({ desk, version }: { desk: Desk; version: Version }): JSX.Element {
  const { t, language } = useTexts();
  const [sentences, setSentences] = useState<readonly string[] | null>(null);
  const [cases, setCases] = useState(nothing);
  const [visits, setVisits] = useState(nothing);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isOver = false;
    const path = `/desk/v1/policies/${encodeURIComponent(version.id)}`;
    // Piece after piece, so that no request takes long and how far it is can be seen.
    const judge = async <Piece extends Flips & { readonly next: string | null }>(what: string, tell: (flips: Flips, piece: Piece, isWhole: boolean) => void): Promise<boolean> => {
      let [flips, after]: [Flips, string | null] = [noFlips, ''];
      while (after !== null && !isOver) {
        const answer: Answer<Piece> = await desk.ask<Piece>('GET', `${path}/${what}${after === '' ? '' : `?after=${encodeURIComponent(after)}`}`);
        if (isOver) return false;
        if (!answer.ok) {
          setFailure(answer.failure);
          return false;
        }
        flips = added(flips, answer.value);
        after = answer.value.next;
        tell(flips, answer.value, after === null);
      }
      return !isOver;
    };
    void (async () => {
      setFailure(null);
      setCases(nothing);
      setVisits(nothing);
      const difference = await desk.ask<{ sentences: readonly string[] }>('GET', `${path}/difference?lang=${language}`);
      if (isOver) return;
      if (!difference.ok) return setFailure(difference.failure);
      setSentences(difference.value.sentences);
      const goesOn = await judge<CasesPiece>('cases', (flips, piece, isWhole) => setCases((before) => ({ flips, all: piece.all, flipped: [...before.flipped, ...piece.flipped], isWhole })));
      if (goesOn) await judge<VisitsPiece>('visits', (flips, _piece, isWhole) => setVisits({ flips, all: null, flipped: [], isWhole }));
    })();
    return () => { isOver = true; };
  }, [version.id, version.sha256, tries]);
  if (failure !== null && codeOf(failure) === 'policy-has-no-before') return <p>{t('ui.policies.no_before')}</p>;
  if (failure !== null) return <DeskTrouble failure={failure} retry={() => setTries(tries + 1)} />;
  return (
    <div class="policy-preview">
      <h3>{t('ui.policies.difference')}</h3>
      {sentences === null ? <div aria-busy="true" /> : <Sentences sentences={sentences} />}
      <h3>{t('ui.policies.cases')}</h3>
      <Counts judged={cases} of="cases" />
      {cases.flipped.length > 0 && <ul>{cases.flipped.map(({ case_id: id }) => <li key={id}><a href={`../desk/#${id}`}>{id}</a></li>)}</ul>}
      <h3>{t('ui.policies.visits')}</h3>
      <Counts judged={visits} of="visits" />
    </div>
  );
}

function Sentences({ sentences }: { sentences: readonly string[] }): JSX.Element {
  const { t } = useTexts();
  const [isWhole, setWhole] = useState(false);
  if (sentences.length === 0) return <p>{t('ui.policies.no_difference')}</p>;
  const shown = isWhole ? sentences : sentences.slice(0, shownAtFirst);
  return (
    <>
      <ul class="policy-sentences">{shown.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      {shown.length < sentences.length && <p><button type="button" class="link-button" onClick={() => setWhole(true)}>{t('ui.policies.all_sentences', { count: sentences.length })}</button></p>}
    </>
  );
}

function Counts({ judged: { flips, all, isWhole }, of }: { judged: Judged; of: 'cases' | 'visits' }): JSX.Element {
  const { t, find, language } = useTexts();
  const count = (value: number): string => new Intl.NumberFormat(language).format(value);
  const known = flips.no_longer_accepted + flips.accepted + flips.otherwise_changed;
  return (
    <>
      <p role="status">
        {!isWhole && t('ui.policies.judging', { count: count(flips.cases) })}
        {isWhole && flips.cases === 0 && find(`ui.policies.no_${of}`)}
        {isWhole && flips.cases > 0 && known === 0 && find(`ui.policies.same_${of}`, { count: count(flips.cases) })}
        {isWhole && known > 0 && find(`ui.policies.flips_${of}`, { count: count(flips.cases), changed: count(known) })}
      </p>
      {!isWhole && all !== null && all > 0 && <progress aria-label={t('ui.policies.progress')} max={all} value={flips.cases} />}
      {isWhole && (known > 0 || flips.not_readable > 0) && (
        <dl class="totals">
          {(['no_longer_accepted', 'accepted', 'otherwise_changed', 'not_readable'] as const).map((key) => <div key={key}><dt>{t(`ui.policies.flip.${key}`)}</dt><dd>{count(flips[key])}</dd></div>)}
        </dl>
      )}
    </>
  );
}
