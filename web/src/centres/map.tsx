// The realm as a map: a panel for each part, with the centres as points that lead to the list.
//
// Each panel is one stop of the keyboard, and the arrows go from point to point: ninety-nine stops before the list would be none
// the better. A click means the nearest point, since points in the capital are closer than a finger.
import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import panels from 'virtual:outlines';
import { useTexts } from '../i18n.ts';
import { pointAt, type Centre } from './centres.ts';
import { place, type Panel } from './panels.ts';

interface MapProps {
  readonly centres: readonly Centre[]; // all of them
  readonly found: ReadonlySet<string>; // ids of those that the list has
  readonly chosen: string | null;
  readonly choose: (id: string) => void;
}

export function RealmMap(props: MapProps): JSX.Element {
  const { t } = useTexts();
  return (
    <figure class="realm" aria-labelledby="realm-caption">
      <div class="realm-panels">
        {panels.map((panel) => <PanelView key={panel.part} panel={panel} {...props} />)}
      </div>
      <figcaption id="realm-caption">{t('ui.centres.map_caption')}</figcaption>
    </figure>
  );
}

interface Point {
  readonly centre: Centre;
  readonly x: number;
  readonly y: number;
}

const reach = 24; // pixels of the screen

function PanelView({ panel, centres, found, chosen, choose }: MapProps & { panel: Panel }): JSX.Element {
  const { t } = useTexts();
  const svg = useRef<SVGSVGElement>(null);
  const points = useMemo(() => pointsOf(panel, centres), [panel, centres]);
  const [active, setActive] = useState<string | null>(null);
  const name = t(`ui.centres.part.${panel.part}`);
  const shown = points.filter(({ centre }) => found.has(centre.id));
  const current = shown.find(({ centre }) => centre.id === active) ?? null;
  const labelled = current ?? points.find(({ centre }) => centre.id === chosen) ?? null;

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const index = shown.findIndex(({ centre }) => centre.id === active);
    let next = index;
    if (step !== undefined) next = index < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, index + step));
    else if (event.key === 'Home') next = 0;
    else if (event.key === 'End') next = shown.length - 1;
    else if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    const point = shown[next];
    if (point === undefined) return;
    setActive(point.centre.id);
    if (next === index) choose(point.centre.id);
  };
  const onClick = (event: MouseEvent): void => {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    const unit = panel.width / box.width;
    const point = pointAt(shown, (event.clientX - box.left) * unit, (event.clientY - box.top) * unit, reach * unit);
    if (point !== null) choose(point.centre.id);
  };

  return (
    <div class={`realm-panel realm-${panel.part}`}>
      <p class="realm-name" id={`realm-${panel.part}`}>{name}</p>
      <svg
        ref={svg}
        viewBox={`0 0 ${panel.width} ${panel.height}`}
        role="listbox"
        tabIndex={0}
        aria-label={t('ui.centres.map_points', { part: name, count: shown.length })}
        aria-activedescendant={current === null ? undefined : pointId(current)}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={() => setActive(active ?? shown[0]?.centre.id ?? null)}
        onBlur={() => setActive(null)}
      >
        <path class="realm-land" d={panel.path} />
        {points.map((point) => {
          const { centre, x, y } = point;
          const classes = ['realm-point', found.has(centre.id) ? '' : 'realm-other', point === labelled ? 'realm-chosen' : ''];
          const drawn = <circle class={classes.filter((each) => each !== '').join(' ')} cx={x} cy={y} r={point === labelled ? 9 : 5} />;
          if (!found.has(centre.id)) return <g key={centre.id} aria-hidden="true">{drawn}</g>;
          return (
            <g key={centre.id} id={pointId(point)} role="option" aria-selected={centre.id === chosen} aria-label={`${centre.name}, ${centre.town}`}>
              <title>{centre.name}</title>
              {drawn}
            </g>
          );
        })}
      </svg>
      <p class="realm-label" aria-hidden="true">{labelled?.centre.name ?? '\u00a0'}</p>
    </div>
  );
}

function pointId({ centre }: Point): string {
  return `point-${centre.id}`;
}

// From west to east, so that an arrow goes to what is beside it.
function pointsOf(panel: Panel, centres: readonly Centre[]): readonly Point[] {
  return centres
    .filter(({ country }) => country === panel.part)
    .map((centre) => ({ centre, ...place(panel, centre.position.latitude, centre.position.longitude) }))
    .sort((a, b) => a.x - b.x);
}
