// The page "Find a centre": a field for words, what is near, a map, and a list that says all of it without the map.
//
// PRIVACY: where somebody is stays in this page's memory. It is asked for when they want it, is sent nowhere, and goes with the page.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { fetchCentres, type Failure } from '../api.ts';
import { useTexts, type Key } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import { Card } from './card.tsx';
import { byNearness, metresBetween, type Centre, type Position } from './centres.ts';
import { RealmMap } from './map.tsx';

const shownAtFirst = 12;

interface Chosen {
  readonly id: string;
  readonly leads: boolean; // to the list; else it was chosen there
}

export function Centres(): JSX.Element {
  const { t } = useTexts();
  const [all, setAll] = useState<readonly Centre[] | null>(null);
  const [found, setFound] = useState<readonly Centre[]>([]);
  const [words, setWords] = useState('');
  const asked = words.trim();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [here, setHere] = useState<Position | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [isWhole, setWhole] = useState(false); // the list
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    void fetchCentres(asked, abort.signal).then((answer) => {
      if (!answer.ok) return setFailure(answer.failure);
      setFailure(null);
      setFound(answer.value);
      if (asked === '') setAll(answer.value);
    }, () => undefined); // the next question was asked before this was answered
    return () => abort.abort();
  }, [asked, attempt]);

  const list = useMemo(() => (here === null ? found : byNearness(found, here)), [found, here]);
  const ids = useMemo(() => new Set(found.map(({ id }) => id)), [found]);
  const choose = (id: string): void => {
    setChosen({ id, leads: true });
    setWhole(isWhole || list.findIndex((each) => each.id === id) >= shownAtFirst);
  };
  // Each time, also to the entry that is chosen already.
  useLayoutEffect(() => {
    if (chosen?.leads === true) document.getElementById(`centre-${chosen.id}-name`)?.focus();
  }, [chosen]);
  const show = (id: string): void => {
    setChosen({ id, leads: false });
    document.getElementById('realm-caption')?.scrollIntoView({ block: 'end' });
  };

  if (all === null) {
    return failure === null ? <></> : <Trouble failure={failure} retry={() => setAttempt(attempt + 1)} since={null} />;
  }
  return (
    <div class="centres">
      <p class="note">{t('ui.centres.old')}</p>
      <form role="search" class="centre-search" onSubmit={(event) => event.preventDefault()}>
        <div class="form-group">
          <label class="form-label" for="centre-words">{t('ui.centres.search')}</label>
          <span class="form-hint" id="centre-words-hint">{t('ui.centres.search_hint')}</span>
          <input
            class="form-input"
            id="centre-words"
            type="search"
            autocomplete="off"
            maxLength={60}
            aria-describedby="centre-words-hint"
            value={words}
            onInput={(event) => {
              setWords(event.currentTarget.value);
              setWhole(false);
            }}
          />
        </div>
        <Near here={here} change={setHere} />
      </form>
      {failure !== null && <Trouble failure={failure} retry={() => setAttempt(attempt + 1)} since={null} />}
      <RealmMap centres={all} found={ids} chosen={chosen?.id ?? null} choose={choose} />
      <section aria-labelledby="centres-title">
        <h2 id="centres-title">{t('ui.centres.list')}</h2>
        <p role="status">{countText(t, list.length)}{here !== null && list.length > 0 && ` ${t('ui.centres.nearest_first')}`}</p>
        <div class="centre-list">
          {list.slice(0, isWhole ? list.length : shownAtFirst).map((centre) => (
            <Card
              key={centre.id}
              centre={centre}
              metres={here === null ? null : metresBetween(here, centre.position)}
              isChosen={centre.id === chosen?.id}
              show={() => show(centre.id)}
            />
          ))}
        </div>
        {!isWhole && list.length > shownAtFirst && (
          <button type="button" class="button button-secondary" onClick={() => setWhole(true)}>{t('ui.centres.whole', { count: list.length })}</button>
        )}
      </section>
      <Sources />
    </div>
  );
}

function countText(t: (key: Key, values?: Record<string, number>) => string, count: number): string {
  if (count === 0) return t('ui.centres.none');
  return count === 1 ? t('ui.centres.one') : t('ui.centres.count', { count });
}

type Trial = 'asking' | 'denied' | 'unavailable';

function Near({ here, change }: { here: Position | null; change: (here: Position | null) => void }): JSX.Element {
  const { t } = useTexts();
  const [trial, setTrial] = useState<Trial | null>(null);
  const ask = (): void => {
    if (!('geolocation' in navigator)) return setTrial('unavailable');
    setTrial('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        setTrial(null);
        change({ latitude, longitude });
      },
      ({ code, PERMISSION_DENIED }) => setTrial(code === PERMISSION_DENIED ? 'denied' : 'unavailable'),
      { maximumAge: 60_000, timeout: 15_000 },
    );
  };
  return (
    <div class="near">
      {here === null
        ? <button type="button" class="button button-secondary" disabled={trial === 'asking'} onClick={ask}>{t('ui.centres.near')}</button>
        : <button type="button" class="button button-secondary" onClick={() => change(null)}>{t('ui.centres.forget')}</button>}
      <p class="note">{t('ui.centres.near_privacy')}</p>
      <div role="status">
        {trial === 'asking' && <p>{t('ui.centres.near_asking')}</p>}
        {(trial === 'denied' || trial === 'unavailable') && (
          <div class="alert alert-warning">
            <p class="alert-heading">{t(`ui.centres.near_${trial}`)}</p>
            <p class="alert-text">{t('ui.centres.near_instead')}</p>
          </div>
        )}
      </div>
    </div>
  );
}

// Who is owed a word of thanks, by law or not.
function Sources(): JSX.Element {
  const { t } = useTexts();
  return (
    <section class="sources" aria-labelledby="sources-title">
      <h2 id="sources-title">{t('ui.centres.sources')}</h2>
      <ul>
        <li>
          {t('ui.centres.source_positions')} <a href="https://www.geonames.org/">GeoNames</a>,{' '}
          <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>
        </li>
        <li>{t('ui.centres.source_contact')}</li>
        <li>{t('ui.centres.source_postcodes')}</li>
        <li>{t('ui.centres.source_web')}</li>
        <li>{t('ui.centres.source_outlines')} <a href="https://www.naturalearthdata.com/">Natural Earth</a></li>
      </ul>
    </section>
  );
}
