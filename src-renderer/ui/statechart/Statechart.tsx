import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef } from 'react';
import { useLabels } from '../useLabels.ts';
import type { ChartWay, StatechartProps } from './props.ts';
import classes from './Statechart.module.css';
import { layoutChart } from './statechart-geometry.ts';
import { StatechartList } from './StatechartList.tsx';

const tips = ['taken', 'open', 'other'] as const;
const legendLine = { taken: 'h22', open: 'h22', closed: 'h22m0 -5v10' } as const;

/** Where a record stands, what leads on and why a way is closed, as a drawing; and as a list for screen readers. */
export function Statechart({ states, ways, label, closedTitle, note, onWay }: StatechartProps) {
  const labels = useLabels();
  const id = useId();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const words = useMemo(() => ({ taken: labels.taken, open: labels.openToYou, closed: labels.closedWhyBeside }), [labels]);
  const drawing = useMemo(
    () => (width === 0 ? undefined : layoutChart({ states, ways }, { width: Math.floor(width), closedTitle, note, legend: words })),
    [states, ways, width, closedTitle, note, words],
  );
  const here = drawing?.here ?? 0;
  const isWide = drawing !== undefined && drawing.width > width;
  useEffect(() => {
    if (scroller.current && isWide) scroller.current.scrollLeft = Math.max(0, here - scroller.current.clientWidth / 2);
  }, [here, isWide]);

  const act = (way: ChartWay | undefined) =>
    way && onWay ? { role: 'button', tabIndex: 0, onClick: () => onWay(way), onKeyDown: (event: KeyboardEvent) => press(event, way) } : {};
  const press = (event: KeyboardEvent, way: ChartWay) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    onWay?.(way);
  };

  return (
    <figure className={classes.figure} aria-label={label}>
      <div ref={ref} />
      {drawing && (
        <div ref={scroller} className={classes.scroller} {...(isWide ? { tabIndex: 0, role: 'group', 'aria-label': label } : {})}>
          <svg width={drawing.width} height={drawing.height} viewBox={`0 0 ${drawing.width} ${drawing.height}`} className={classes.chart}>
            <defs>
              {tips.map((tip) => (
                <marker
                  key={tip}
                  id={`${id}-${tip}`}
                  viewBox="0 0 8 8"
                  refX="7"
                  refY="4"
                  markerWidth="8"
                  markerHeight="8"
                  markerUnits="userSpaceOnUse"
                  orient="auto"
                >
                  <path className={classes[`${tip}Tip`]} d="M0 0.5L7 4L0 7.5z" />
                </marker>
              ))}
            </defs>
            <g aria-hidden="true">
              {drawing.lines.map((line) => (
                <path
                  key={line.key}
                  d={line.d}
                  transform={`translate(0 ${line.at})`}
                  className={classes[line.look]}
                  markerEnd={line.hasTip ? `url(#${id}-${line.look})` : undefined}
                />
              ))}
              {drawing.boxes.map((box) => (
                <g key={box.id} transform={`translate(${box.x} ${box.y})`}>
                  <rect className={classes[box.look]} width={box.width} height={box.height} rx="2" />
                  <text
                    className={classes[`${box.look}Text`]}
                    x={box.width / 2}
                    y={box.sub ? 17.5 : box.height / 2 + 4.5}
                    textAnchor="middle"
                  >
                    {box.label}
                  </text>
                  {box.sub && (
                    <text className={classes[`${box.look}Sub`]} x={box.width / 2} y={31.5} textAnchor="middle">
                      {box.sub}
                    </text>
                  )}
                </g>
              ))}
            </g>
            {drawing.words.map((said) => (
              <g
                key={said.key}
                {...(said.way && onWay ? { className: classes.act, 'aria-label': said.text, ...act(said.way) } : { 'aria-hidden': true })}
              >
                {said.way && onWay && (
                  <rect className={classes.hit} x={said.x - 4} y={said.y - 14} width={said.width + 8} height={20} rx="3" />
                )}
                <text className={classes[said.look === 'open' ? 'openText' : said.look]} x={said.x} y={said.y}>
                  {said.text}
                </text>
              </g>
            ))}
            <g aria-hidden="true">
              {drawing.legend.map((item) => (
                <g key={item.status} transform={`translate(${item.x} ${item.y})`}>
                  <path className={classes[item.status]} d={`M0 0${legendLine[item.status]}`} />
                  <text className={classes.quiet} x={30} y={4}>
                    {words[item.status]}
                  </text>
                </g>
              ))}
            </g>
          </svg>
        </div>
      )}
      <div className="visually-hidden">
        <StatechartList states={states} ways={ways} label={label} closedTitle={closedTitle} />
      </div>
    </figure>
  );
}
