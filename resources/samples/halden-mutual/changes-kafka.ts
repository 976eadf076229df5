import { ask, approve, type ChangeStory, draft, submit } from './change-story.ts';
import type { Teller } from './teller.ts';
import { later } from './times.ts';

/** The change that everyone talks about: approved once, changed since, and asked for again. */
export function tellKafka(story: Teller): void {
  const moved = 7 * 24 * 60;
  const kafka: ChangeStory = {
    key: 'kafka',
    title: 'Upgrade Kafka backbone to 4.1',
    category: 'infrastructure',
    by: 'tomasz',
    assignee: 'tomasz',
    systems: ['kafka', 'policycore', 'claimshub', 'customer360'],
    reason:
      '3.9 leaves vendor support in just over three months. 4.1 also ends the coordination service that was behind two outages last year. Without the upgrade we run the busiest service of the house without fixes.',
    plan: 'One broker at a time, lowest load first. Each must rejoin and reach zero under-replicated partitions before the next. Half-way gate at step 6: lag over 4 minutes stops the run.',
    test: 'Zero under-replicated partitions for 30 minutes, lag under 10 seconds in all 38 groups, no payment older than 2 minutes.',
    rollback: 'Restore the snapshots taken at step 4, 90 minutes; messages since then are replayed from the producers’ outboxes.',
    risk: [4, 3],
    window: [story.saturday(1, '22:00'), 4],
    tags: ['end of support', 'backbone'],
    noReturnAt: 'Finalize metadata version',
    steps: [
      ['checklist', 'Rehearse on staging', 161, 'yusuf', 'Full run on staging with last month’s peak times 1.1. Attach the log.'],
      ['checklist', 'Confirm versions of 38 clients', 70, 'marek', 'Every consumer and producer at 3.5 or later.'],
      ['implement', 'Pause ClaimsHub batch loads', 10, 'beatriz'],
      ['implement', 'Snapshot broker disks', 20],
      [
        'implement',
        'Upgrade brokers 1 to 3',
        45,
        undefined,
        'Lowest load first: 3, 1, 2. Wait for zero under-replicated partitions after each.',
      ],
      ['implement', 'Gate: consumer lag under 4 min', 15, 'marek', 'Over 4 minutes: stop, and go to the rollback.'],
      ['implement', 'Upgrade brokers 4 to 6', 45],
      ['implement', 'Soak test at 1.1 times peak', 60, 'yusuf'],
      ['implement', 'Finalize metadata version', 15, undefined, 'From here there is no way back to 3.9.'],
      ['implement', 'Resume batch loads', 20, 'beatriz'],
      ['rollback', 'Downgrade brokers in reverse order', 45],
      ['rollback', 'Replay messages since the snapshot', 40, 'yusuf'],
    ],
  };
  const told = draft(story, kafka, story.ago(146));
  const change = told.id;
  const say = (by: string, hoursAgo: number, text: string) => story.tell(by, story.ago(hoursAgo), 'changes.comment', change, { text });

  story.step('yusuf', story.ago(118), 'start', { change, title: 'Rehearse on staging' });
  story.step(
    'yusuf',
    story.ago(115.3),
    'finish',
    { change, title: 'Rehearse on staging' },
    {
      note: 'Passed in 2 h 41 min. Longest lag 3 min 12 s, on broker 5.',
    },
  );
  submit(story, told, story.ago(60));
  ask(story, told, story.ago(52.5));
  const first = approve(story, told, { from: story.ago(50), every: 55, comments: { ines: 'Batch may rest until 1:30, no longer.' } });
  if (first > story.now) throw new Error('The first round is over');

  // Ravi points at what is missing; the system, the window and the way back change, so everyone is asked again.
  say('ravi', 28, 'Payments Gateway reads late while brokers restart. It belongs on the list of systems.');
  story.tell('tomasz', story.ago(26), 'changes.edit', change, {
    fields: { systems: [...kafka.systems, 'gateway'].map(story.system), likelihood: '4' },
  });
  story.step(
    'marek',
    story.ago(25),
    'finish',
    { change, title: 'Confirm versions of 38 clients' },
    {
      note: '38 of 38. The list is in the team’s folder.',
    },
  );
  story.decide('ines', story.ago(22.8), 'approve', change);
  story.decide('ravi', story.ago(19), 'approve', change);
  say('aiko', 4.7, 'Was the rehearsal run at production volume?');
  say('tomasz', 4.2, 'Yes, at 1.1 times last month’s peak. The log is in the team’s folder.');
  story.tell('tomasz', story.ago(1.5), 'changes.edit', change, {
    fields: {
      windowStart: later(kafka.window[0], moved),
      windowEnd: later(kafka.window[0], moved + 240),
      rollbackPlan:
        'Downgrade in reverse order, 45 minutes, possible until step 9. Decision by the payments engineer at the gate and after the soak test. From step 9 on: restore snapshots, 90 minutes, data since step 4 replayed.',
    },
  });
  for (const [i, minutes] of [0, 10, 30, 75, 90, 135, 195, 210].entries()) {
    const [, title] = kafka.steps[i + 2] ?? [];
    if (title === undefined) continue;
    const fields = { plannedStart: later(kafka.window[0], moved + minutes) };
    story.tell('tomasz', story.ago(1.45), 'tasks.edit', story.id('tsk', `kafka ${title}`), { fields });
  }
  story.decide('ines', story.ago(1.1), 'approve', change);
  story.decide('ravi', story.ago(1), 'approve', change, 'Marek watches payments until Monday 9:00.');
  story.decide('priya', story.ago(0.9), 'approve', change);
  story.decide('aiko', story.ago(0.7), 'approve', change);
  say('dana', 0.4, 'Who watches payments at 23:15?');
}
