// The officers' page "The centre": who comes, when it is open, sudden closures, and how the days went.
//
// PRIVACY: names of who has booked are shown to officers alone; figures have none.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isLost, type Answer, type Failure } from '../api.ts';
import type { Place } from '../book/visits.ts';
import { AtDesk, DeskTrouble, type Desk } from '../day/desk.tsx';
import { zoneOf } from '../day/zones.ts';
import { today } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { CalendarView } from './calendar.tsx';
import { ClosuresView } from './closures.tsx';
import { FiguresView } from './figures_view.tsx';
import { HoursView } from './hours.tsx';
import { Tabs } from './tabs.tsx';

const parts = ['calendar', 'hours', 'closures', 'figures'] as const;
type PartOfPage = (typeof parts)[number];

export interface ViewProps {
  readonly desk: Desk;
  readonly centre: string;
  readonly zone: string;
  readonly day: string; // today at the centre
}

export function CentrePage({ place }: { place: Place }): JSX.Element {
  const { t } = useTexts();
  const [part, setPart] = useState<PartOfPage>(() => parts.find((each) => `#${each}` === location.hash) ?? 'calendar');
  const zone = zoneOf[place.country ?? 'DK'];
  const choose = (next: PartOfPage): void => {
    history.replaceState(null, '', `#${next}`);
    setPart(next);
  };
  return (
    <AtDesk>
      {(desk) => {
        const props: ViewProps = { desk, centre: place.id, zone, day: today(zone, new Date()) };
        return (
          <div class="desk-page">
            <p class="desk-place"><strong>{place.name}</strong></p>
            <Tabs name="centre" tabs={parts.map((id) => ({ id, label: t(`ui.centre.part.${id}`) }))} chosen={part} choose={choose}>
              {part === 'calendar' && <CalendarView {...props} />}
              {part === 'hours' && <HoursView {...props} />}
              {part === 'closures' && <ClosuresView {...props} />}
              {part === 'figures' && <FiguresView {...props} />}
            </Tabs>
          </div>
        );
      }}
    </AtDesk>
  );
}

export interface Loaded<T> {
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly reload: () => Promise<void>;
}

const againMilliseconds = 5000;

// Loads something of the centre, again when its path is another, when the session is open again, and after a while where it failed. What was
// there stays until the new one is.
export function useLoaded<T>(desk: Desk, path: string): Loaded<T> {
  const [value, setValue] = useState<T | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const asked = useRef(0); // an answer that is not to the last of them is dropped
  const again = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const load = async (): Promise<void> => {
    clearTimeout(again.current);
    const number = ++asked.current;
    const answer: Answer<T> = await desk.ask<T>('GET', path);
    if (number !== asked.current) return;
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setValue(answer.value);
    else if (isLost(answer.failure)) again.current = setTimeout(() => void load(), againMilliseconds);
  };
  useEffect(() => {
    void load();
    return () => {
      asked.current++;
      clearTimeout(again.current);
    };
  }, [desk, path]);
  return { value, failure, reload: load };
}

// What failed, calmly; nothing where nothing did.
export function Failed({ failure, retry }: { failure: Failure | null; retry: () => void }): JSX.Element | null {
  return failure === null ? null : <DeskTrouble failure={failure} retry={retry} />;
}
