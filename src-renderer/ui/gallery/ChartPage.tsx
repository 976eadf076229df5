import { Pane } from '../shell/Pane.tsx';
import { PaneHead } from '../shell/PaneHead.tsx';
import { Statechart } from '../statechart/Statechart.tsx';
import { Section } from '../text/Section.tsx';
import { assetChart, changeChart, detourChart, requestChart } from './chart-data.ts';

const shown = [
  { title: 'Seven states', chart: changeChart },
  { title: 'Twelve states', chart: assetChart },
  { title: 'Inside a detour', chart: detourChart },
  { title: 'One step, many ends', chart: requestChart },
];

export function ChartPage() {
  return (
    <Pane label="Charts" padded head={<PaneHead title="Charts" />}>
      {shown.map(({ title, chart }) => (
        <Section key={title} title={title}>
          <Statechart {...chart} label={title} closedTitle={(way) => `Cannot ${way.label.toLowerCase()}`} onWay={() => undefined} />
        </Section>
      ))}
    </Pane>
  );
}
