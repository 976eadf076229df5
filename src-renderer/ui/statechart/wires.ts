import { centreOf } from './drawing.ts';
import type { SideSlot } from './boxes.ts';
import type { ChartWay } from './props.ts';
import type { FlatBox } from './sketch.ts';
import { portsOf } from './tracks.ts';

/** Ways that share one line to a side box: one each for the open and closed, one for all the quiet ones of a box. */
export interface Wire {
  readonly key: string;
  readonly ways: readonly ChartWay[];
  readonly left: number;
  readonly right: number;
}

/** What a person can go or is told about has a line of its own. */
export const isOwn = (way: ChartWay): boolean => way.status === 'open' || way.status === 'closed';
const boxesOf = (ways: readonly ChartWay[]): string[] => [...new Set(ways.flatMap((way) => [way.from, way.to]))];

/** The lines between the main line and the boxes beneath it, and where each touches its boxes. */
export class Wiring {
  readonly wires: readonly Wire[];
  readonly #ports: Map<string, number>;

  constructor(line: readonly FlatBox[], sides: readonly SideSlot[], ways: readonly ChartWay[]) {
    const onLine = new Set(line.map((box) => box.id));
    const sideOf = new Map(sides.map((side) => [side.id, side]));
    const centres = new Map([...line, ...sides].map((box) => [box.id, centreOf(box)]));
    const centre = (id: string) => centres.get(id) ?? 0;
    const groups = [
      ...sides.map((side) => ({
        key: side.id,
        ways: ways.filter((way) => !isOwn(way) && (sideOf.has(way.to) ? way.to : way.from) === side.id),
      })),
      ...ways.filter(isOwn).map((way) => ({ key: way.id, ways: [way] })),
    ].filter((group) => group.ways.length > 0);

    const ends = groups.flatMap((group) => {
      const boxes = boxesOf(group.ways);
      return boxes.map((box) => {
        const others = boxes.filter((other) => other !== box).map(centre);
        return { key: group.key, box, toward: others.reduce((sum, one) => sum + one, 0) / Math.max(1, others.length) };
      });
    });
    this.#ports = new Map(portsOf(ends, centre));
    // A line between a box and the one right beneath it is straight.
    for (const group of groups) {
      const boxes = boxesOf(group.ways);
      const top = boxes.find((box) => onLine.has(box));
      const side = sideOf.get(boxes.find((box) => !onLine.has(box)) ?? '');
      const x = this.#ports.get(`${top} ${group.key}`);
      if (boxes.length === 2 && side && x !== undefined && x >= side.x + 8 && x <= side.x + side.width - 8)
        this.#ports.set(`${side.id} ${group.key}`, x);
    }
    this.wires = groups.map((group) => {
      const xs = boxesOf(group.ways).map((box) => this.at(box, group.key));
      return { ...group, left: Math.min(...xs), right: Math.max(...xs) };
    });
  }

  /** Where a wire touches a box. */
  at(box: string, key: string): number {
    return this.#ports.get(`${box} ${key}`) ?? 0;
  }

  get verticals(): number[] {
    return [...this.#ports.values()];
  }

  /** An open way straight down into a side box takes the quiet line of that box with it: where that one ends. */
  joinOf(wire: Wire): number | undefined {
    if (wire.right - wire.left < 1 || wire.ways.some((way) => isOwn(way) || way.to !== wire.key)) return undefined;
    const trunk = this.wires.find(
      (other) => other !== wire && other.right - other.left < 1 && other.ways.some((way) => way.to === wire.key),
    );
    return trunk && this.at(wire.key, trunk.key);
  }
}
