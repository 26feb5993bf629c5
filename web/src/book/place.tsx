// Choosing a centre by its name, a town or a postcode.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useTexts } from '../i18n.ts';
import { findPlaces, type Place } from './visits.ts';

export function PlaceSearch({ choose }: { choose: (place: Place) => void }): JSX.Element {
  const { t } = useTexts();
  const [words, setWords] = useState('');
  const [found, setFound] = useState<readonly Place[] | null>(null);
  const [isDown, setDown] = useState(false);
  const asked = useRef(0);
  const search = async (event: Event): Promise<void> => {
    event.preventDefault();
    const number = ++asked.current;
    const answer = await findPlaces(words.trim());
    if (number !== asked.current) return; // something else was asked for since
    setDown(!answer.ok && answer.failure.reason === 'unreachable');
    setFound(answer.ok ? answer.value.items : []);
  };
  return (
    <form onSubmit={(event) => void search(event)} role="search">
      <label class="form-label" for="place-words">{t('ui.book.place_label')}</label>
      <input class="form-input" id="place-words" value={words} onInput={(event) => setWords(event.currentTarget.value)} maxLength={100} autocomplete="off" />
      <p><button class="button button-secondary" disabled={words.trim() === ''}>{t('ui.book.place_search')}</button> <a href="../centres/">{t('ui.nav.centres')}</a></p>
      <div aria-live="polite">
        {isDown && <p>{t('ui.error.unreachable')}</p>}
        {found !== null && !isDown && found.length === 0 && <p>{t('ui.book.place_none')}</p>}
        {found !== null && found.length > 0 && (
          <ul class="plain">
            {found.map((place) => (
              <li key={place.id}><button type="button" class="link-button" onClick={() => choose(place)}>{place.name} ({place.town})</button></li>
            ))}
          </ul>
        )}
      </div>
    </form>
  );
}
