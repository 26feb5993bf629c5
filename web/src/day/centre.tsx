// Which centre a page of the day is about: "?centre=" of its address; without one, that at which who has signed in works now; else it is chosen
// first.
import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import { PlaceSearch } from '../book/place.tsx';
import { fetchPlace, type Place } from '../book/visits.ts';
import { useTexts } from '../i18n.ts';
import { Trouble } from '../mount.tsx';

export function centreIn(query: string): string | null {
  const centre = new URLSearchParams(query).get('centre');
  return centre !== null && /^[a-z0-9-]{1,100}$/.test(centre) ? centre : null;
}

// The other pages of the desk are about the same centre.
function carryCentre(centre: string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.desk-nav a')) link.search = new URLSearchParams({ centre }).toString();
}

// Loads the centre, then shows the page of it. `own` says where whoever is here works; null: nobody does, or it is not known.
export function AtCentre({ Page, own }: { Page: ComponentType<{ place: Place }>; own?: () => Promise<string | null> }): JSX.Element {
  const { t } = useTexts();
  const [isBare] = useState(() => document.querySelector('h1') === null); // a screen: the page makes its own headings
  const [id, setId] = useState(() => centreIn(location.search));
  const [isAsking, setAsking] = useState(id === null && own !== undefined);
  const [place, setPlace] = useState<Place | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = async (): Promise<void> => {
    const centre = id ?? (own === undefined ? null : await own());
    setId(centre);
    setAsking(false);
    if (centre === null) return;
    const found = await fetchPlace(centre);
    setFailure(found.ok ? null : found.failure);
    if (!found.ok) return;
    carryCentre(centre);
    setPlace(found.value);
  };
  useEffect(() => void load(), []);
  if (place !== null) return <Page place={place} />;
  const isUnknown = failure?.reason === 'problem' && failure.status === 404;
  if (failure !== null && !isUnknown) {
    return (
      <div class="which-centre">
        {isBare && <h1>{document.title}</h1>}
        <Trouble failure={failure} retry={() => void load()} since={null} />
      </div>
    );
  }
  if ((id !== null && !isUnknown) || isAsking) return <div aria-busy="true" />;
  return (
    <div class="which-centre">
      {isBare ? <h1>{t('ui.day.which_centre')}</h1> : <h2>{t('ui.day.which_centre')}</h2>}
      {isUnknown && <p role="alert">{t('ui.day.centre_unknown')}</p>}
      <PlaceSearch choose={({ id: chosen }) => location.assign(`?${new URLSearchParams({ centre: chosen })}`)} />
    </div>
  );
}
