// The graph of an alert as SVG: elements of the page, so that it is themed, printed and zoomed as text is.
//
// One picture to screen readers: what it shows stands in the table beside it.
import type { JSX } from 'preact';
import { useTexts } from '../i18n.ts';
import { nodeHeight, nodeWidth, path, shortName, type Drawing, type Edge } from './drawing.ts';

export function Graph({ drawing, marked, label }: { drawing: Drawing; marked: string | null; label: string }): JSX.Element {
  const { t } = useTexts();
  const { width, height, nodes, edges, left } = drawing;
  const isMarked = (id: string): boolean => marked !== null && id === `person ${marked}`;
  const touches = ({ from, to }: Edge): boolean => isMarked(from) || isMarked(to);
  return (
    <figure class="graph">
      <div class="graph-scroll" role="group" aria-label={t('ui.patterns.graph')} tabIndex={0}>
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
          <defs>
            <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse">
              <path class="graph-arrow" d="M0 0 8 4 0 8z" />
            </marker>
          </defs>
          {edges.map((edge) => {
            const middle = edge.points[Math.floor(edge.points.length / 2)];
            return (
              <g key={`${edge.from} ${edge.to}`} class={touches(edge) ? 'graph-edge graph-marked' : 'graph-edge'}>
                <path class={edge.faceBound ? 'graph-line' : 'graph-line graph-unseen'} d={path(edge.points)} marker-end="url(#arrow)" />
                {edge.count > 1 && middle !== undefined && <text x={middle.x} y={middle.y - 4}>{edge.count}</text>}
              </g>
            );
          })}
          {nodes.map(({ id, kind, name, x, y }) => (
            <g key={id} class={`graph-node graph-${kind}${isMarked(id) ? ' graph-marked' : ''}`}>
              <title>{`${t(`ui.patterns.node.${kind}`)} ${name}`}</title>
              <rect x={x - nodeWidth / 2} y={y - nodeHeight / 2} width={nodeWidth} height={nodeHeight} rx={kind === 'person' ? nodeHeight / 2 : 2} />
              <text x={x} y={y + 5}>{shortName(name)}</text>
            </g>
          ))}
        </svg>
      </div>
      <figcaption>
        <p>{t('ui.patterns.legend')}</p>
        {left > 0 && <p class="note">{t('ui.patterns.not_drawn', { count: left })}</p>}
      </figcaption>
    </figure>
  );
}
