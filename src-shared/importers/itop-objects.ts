import { targetClasses } from './itop-classes.ts';
import type { XmlObject } from './xml-objects.ts';

/** One reference by id, and what it leads to within the files. */
export interface Reference {
  readonly from: XmlObject;
  readonly field: string;
  readonly value: string;
  readonly wanted: readonly string[];
  readonly found: readonly XmlObject[];
}

/** Everything that was read, and the ways between it. */
export interface ItopObjects {
  readonly all: readonly XmlObject[];
  readonly references: readonly Reference[];
  /** The one object that a field names; undefined where there is none or more than one. */
  named(from: XmlObject, field: string): XmlObject | undefined;
  /** Hypervisors that say they belong to a farm. */
  hostsOfFarm(farmId: string): readonly XmlObject[];
  /** Targets of link objects such as `lnkPersonToTeam`, which stand between two others. */
  linked(linkClass: string, fromField: string, from: XmlObject, toField: string): readonly XmlObject[];
  /** What a solution is made of. `isKnown` tells whether the files say anything about it. */
  solutionNeeds(solution: XmlObject): { readonly targets: readonly XmlObject[]; readonly isPartial: boolean; readonly isKnown: boolean };
}

const SOLUTION_LINK = 'lnkApplicationSolutionToFunctionalCI';

export function itopObjects(all: readonly XmlObject[]): ItopObjects {
  const byKey = new Map(all.map((one) => [`${one.class}/${one.id}`, one]));
  const find = (classes: readonly string[], id: string) => classes.flatMap((name) => byKey.get(`${name}/${id}`) ?? []);
  const references = all.flatMap((from) =>
    Object.entries(from.values).flatMap(([field, value]): Reference[] => {
      const wanted = field === 'applicationsolution_id' ? ['ApplicationSolution'] : targetClasses(field);
      return wanted === undefined || value === '' || value === '0' ? [] : [{ from, field, value, wanted, found: find(wanted, value) }];
    }),
  );
  const byOrigin = new Map<XmlObject, Reference[]>();
  for (const reference of references) byOrigin.set(reference.from, [...(byOrigin.get(reference.from) ?? []), reference]);
  const named = (from: XmlObject, field: string) => {
    const found = byOrigin.get(from)?.find((reference) => reference.field === field)?.found ?? [];
    return found.length === 1 ? found[0] : undefined;
  };
  const linksFrom = (linkClass: string, fromField: string, from: XmlObject) =>
    all.filter((one) => one.class === linkClass && one.values[fromField] === from.id);
  return {
    all,
    references,
    named,
    hostsOfFarm: (farmId) => all.filter((one) => one.class === 'Hypervisor' && one.values['farm_id'] === farmId),
    linked: (linkClass, fromField, from, toField) => linksFrom(linkClass, fromField, from).flatMap((one) => named(one, toField) ?? []),
    solutionNeeds(solution) {
      const links = linksFrom(SOLUTION_LINK, 'applicationsolution_id', solution);
      const targets = links.flatMap((one) => named(one, 'functionalci_id') ?? []);
      return { targets, isPartial: targets.length < links.length, isKnown: all.some((one) => one.class === SOLUTION_LINK) };
    },
  };
}
