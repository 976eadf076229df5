import type { Sample } from './act.ts';
import { tellRequests, tellTroubles } from './halden-mutual/asset-stories.ts';
import { tellAssets } from './halden-mutual/assets.ts';
import { tellDone } from './halden-mutual/changes-done.ts';
import { tellKafka } from './halden-mutual/changes-kafka.ts';
import { tellCameBack, tellOthersOpen, tellScheduled } from './halden-mutual/changes-others.ts';
import { tellWaitingForDana } from './halden-mutual/changes-waiting.ts';
import { tellCanceled, tellEmergencies, tellInReview, tellRunning } from './halden-mutual/changes-running.ts';
import { tellStandard } from './halden-mutual/changes-standard.ts';
import { tellIncidents } from './halden-mutual/incidents.ts';
import { PEOPLE, tellDelegations, tellPeople } from './halden-mutual/people.ts';
import { tellSystems } from './halden-mutual/systems.ts';
import { teller } from './halden-mutual/teller.ts';

/** Four months in the IT of an insurer with 1 450 people in Leeds, London, Warsaw and Lisbon. */
export const haldenMutual: Sample = {
  name: 'Halden Mutual',
  script(now, newId) {
    const story = teller(now, newId);
    tellPeople(story, newId);
    tellSystems(story);
    tellAssets(story);
    tellDelegations(story);
    tellIncidents(story);
    tellStandard(story);
    tellDone(story);
    tellCanceled(story);
    tellEmergencies(story);
    tellInReview(story);
    tellRunning(story);
    tellScheduled(story);
    tellOthersOpen(story);
    tellCameBack(story);
    tellWaitingForDana(story);
    tellKafka(story);
    tellRequests(story);
    tellTroubles(story);
    return {
      acts: story.acts.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
      opensAs: story.person('dana'),
      people: Object.entries(PEOPLE).flatMap(([key, { name }]) => (key === 'samir' ? [] : [{ id: story.person(key), name }])),
      numbersFrom: { change: 2379, incident: 10_480, asset: 5400, approval: 910, task: 8800 },
    };
  },
};
