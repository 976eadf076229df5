import { approve, ask, type ChangeStory, close, draft, rollBack, run, schedule, submit, upToSchedule } from './change-story.ts';
import type { Teller } from './teller.ts';
import { later } from './times.ts';

/** What is being carried out right now, and what has just been. */
export function tellRunning(story: Teller): void {
  const window = story.ago(1.05);
  const storage = upToSchedule(story, {
    key: 'claimsstorage',
    title: 'Move the ClaimsHub database to the new storage shelf',
    category: 'database',
    by: 'sofia',
    assignee: 'sofia',
    systems: ['claimsdb', 'sanw'],
    reason: 'The old shelf is full in five weeks at the present growth and answers at 9 ms; the new one at 0.6 ms.',
    plan: 'Mirror the volumes, let the mirror catch up, switch the paths one by one. The database stays up.',
    test: 'Write latency under 1 ms for half an hour; the reserves job runs in under 40 minutes.',
    rollback: 'Switch the paths back while the mirror is kept: 10 minutes.',
    risk: [4, 2],
    window: [window, 5],
    steps: [
      ['checklist', 'Tell the claims centre in Lisbon', 0, 'beatriz'],
      ['prepare', 'Mirror the volumes', 240],
      ['implement', 'Stop the nightly jobs', 8],
      ['implement', 'Wait until the mirror has caught up', 25],
      ['implement', 'Switch path A', 12],
      ['implement', 'Switch path B', 12],
      ['verify', 'Watch write latency for half an hour', 45],
      ['verify', 'Start the nightly jobs', 8],
      ['rollback', 'Switch both paths back', 10],
    ],
  });
  run(story, storage, {
    from: later(window, 4),
    until: 'Switch path B',
    notes: { 'Switch path A': 'Latency fell from 8.7 to 0.7 ms on the first path.' },
  });

  const begun = story.ago(1.3);
  const rules: ChangeStory = {
    key: 'firewallrules',
    title: 'Remove 310 unused rules from the core firewalls, Warsaw',
    category: 'network',
    by: 'jonas',
    assignee: 'jonas',
    systems: ['firewall', 'netwarsaw'],
    reason: '310 of 1 460 rules have matched nothing for a year. Each review takes a week because of them.',
    plan: 'Disable in three batches with half an hour of watching after each, delete a week later.',
    test: 'No new denies from known addresses; monitoring stays green.',
    rollback: 'Enable the batch again from the saved rule base: 3 minutes.',
    risk: [3, 3],
    window: [begun, 4],
    steps: [
      ['prepare', 'Save the rule base of both nodes', 10],
      ['implement', 'Disable batch 1, 120 rules', 25],
      ['implement', 'Disable batch 2, 110 rules', 25],
      ['implement', 'Disable batch 3, 80 rules', 25],
      ['verify', 'Watch denies for half an hour', 30],
      ['rollback', 'Enable batch 2 again', 5],
      ['rollback', 'Enable batch 1 again', 5],
    ],
  };
  const told = upToSchedule(story, rules);
  const failed = run(story, told, {
    from: later(begun, 6),
    fails: ['Disable batch 2, 110 rules', 'The quarterly feed to the reinsurer is refused: it runs four times a year and looked unused.'],
  });
  story.step('jonas', later(failed, 4), 'start', { change: told.id, title: 'Enable batch 2 again' });
  story.step(
    'jonas',
    later(failed, 8),
    'finish',
    { change: told.id, title: 'Enable batch 2 again' },
    { note: 'The feed runs again since.' },
  );
  story.step('jonas', later(failed, 10), 'start', { change: told.id, title: 'Enable batch 1 again' });
}

/** Done or rolled back, and not yet closed. */
export function tellInReview(story: Teller): void {
  const evening = story.workday(-1, '18:00');
  run(
    story,
    upToSchedule(story, {
      key: 'lisbonphones',
      title: 'Contact centre Lisbon: new routing by language',
      category: 'application',
      by: 'owen',
      assignee: 'chloe',
      systems: ['telephony'],
      reason: 'Every sixth caller is passed on because the first agent does not speak their language.',
      plan: 'Load the new routing in the evening, keep the old one as a profile that can be switched to.',
      test: 'Ten test calls in four languages reach the right group within 20 seconds.',
      rollback: 'Switch the profile back: one minute.',
      risk: [3, 2],
      window: [evening, 3],
      steps: [
        ['implement', 'Load and switch the routing profile', 20],
        ['verify', 'Ten test calls in four languages', 40],
      ],
    }),
    { from: later(evening, 10), notes: { 'Ten test calls in four languages': 'Ten of ten, the slowest in 14 seconds.' } },
  );
  const start = story.workday(-2, '20:00');
  const told = upToSchedule(story, {
    key: 'addressindex',
    title: 'Customer 360: move the address index',
    category: 'data',
    by: 'yusuf',
    assignee: 'yusuf',
    systems: ['customer360', 'warehouse'],
    reason: 'Search by address takes 11 seconds at noon; agents put callers on hold for it.',
    plan: 'Build the index on the second node, switch reads over, drop the old index.',
    test: 'Search by address under one second for 500 samples.',
    rollback: 'Switch reads back to the first node.',
    risk: [3, 3],
    window: [start, 4],
    steps: [
      ['implement', 'Build the index on the second node', 70],
      ['implement', 'Switch reads to the second node', 10],
      ['verify', 'Search 500 addresses', 20],
      ['verify', 'Drop the old index', 5],
      ['rollback', 'Switch reads back to the first node', 8],
    ],
  });
  const failed = run(story, told, {
    from: later(start, 8),
    fails: ['Switch reads to the second node', 'The second node ran out of memory two minutes after the switch. 40 agents saw errors.'],
  });
  rollBack(
    story,
    told,
    failed,
    'The second node has half the memory of the first, which its record did not say. Reads were back on the first node after eight minutes.',
  );
}

/** Raised, and given up again. */
export function tellCanceled(story: Teller): void {
  const voip = draft(
    story,
    {
      key: 'softphones',
      title: 'Softphones for the Leeds contact centre',
      category: 'application',
      by: 'chloe',
      assignee: 'chloe',
      systems: ['telephony', 'devices'],
      reason: 'Desk phones are out of support in ten months.',
      plan: 'Roll out to a team of twelve first.',
      test: 'Sound quality above 4.0 in the vendor’s measurement.',
      rollback: 'Plug the desk phones in again.',
      risk: [3, 3],
      window: [story.workday(10, '08:00'), 9],
      steps: [
        ['implement', 'Install on twelve laptops', 90],
        ['rollback', 'Plug the desk phones in', 30],
      ],
    },
    story.workday(-14, '10:00'),
  );
  submit(story, voip, story.workday(-13, '11:00'));
  story.tell('chloe', story.workday(-9, '15:20'), 'changes.cancel', voip.id, {
    reason: 'The contact centre moves to the vendor’s new platform within the year; softphones come with it.',
  });
  const crm = draft(
    story,
    {
      key: 'crmfields',
      title: 'Twelve new fields in the broker CRM',
      category: 'application',
      by: 'callum',
      assignee: 'callum',
      systems: ['crm'],
      reason: 'Sales asked for them after their last campaign.',
      plan: 'Add the fields on a Thursday evening.',
      test: 'The fields appear in the form and in the export.',
      rollback: 'Hide the fields.',
      risk: [1, 2],
      window: [story.workday(-18, '18:00'), 2],
      steps: [['implement', 'Add twelve fields', 30]],
    },
    story.workday(-26, '09:40'),
  );
  submit(story, crm, story.workday(-25, '10:00'));
  ask(story, crm, story.workday(-25, '14:00'));
  approve(story, crm, { from: story.workday(-25, '15:00'), every: 60, until: 'aiko' });
  story.tell('callum', story.workday(-24, '09:00'), 'changes.cancel', crm.id, {
    reason: 'Sales need three of the twelve. Another change follows with those.',
  });
}

/** Emergencies: repaired at once with one authorization; the last one still waits for it. */
export function tellEmergencies(story: Teller): void {
  const emergency = (
    change: Omit<ChangeStory, 'type'>,
    minutesToDecide: number,
    ending: { outcome: string; notes: string; fails?: readonly [string, string] },
  ) => {
    const [start] = change.window;
    const told = draft(story, { ...change, type: 'emergency' }, later(start, 1));
    submit(story, told, later(start, 14));
    const decided = approve(story, told, {
      from: later(start, 14 + minutesToDecide),
      every: 5,
      comments: { dana: 'Go. I am on the bridge.' },
    });
    schedule(story, told, later(decided, 2));
    const ended = run(story, told, { from: later(decided, 4), ...(ending.fails === undefined ? {} : { fails: ending.fails }) });
    if (ending.fails !== undefined) rollBack(story, told, ended, ending.fails[1]);
    close(story, told, later(start, 60 * 20), ending.fails === undefined ? ending.outcome : undefined, ending.notes);
  };
  emergency(
    {
      key: 'emdisk',
      title: 'Free space on the payments database',
      category: 'database',
      by: 'sofia',
      assignee: 'sofia',
      systems: ['gatewaydb', 'gateway'],
      incident: 'payfull',
      reason: 'The volume of the write-ahead log is at 97 % and fills within the hour. Payments stop then.',
      plan: 'Extend the volume by 200 GB on line, then find out why the log was not archived.',
      test: 'Free space over 40 %; the archiver catches up.',
      rollback: 'None is needed for the extension; a volume cannot be made smaller, and does not have to.',
      risk: [5, 1],
      window: [story.workday(-16, '02:10'), 4],
      steps: [
        ['implement', 'Extend the volume', 10],
        ['verify', 'Watch the archiver catch up', 30],
      ],
    },
    6,
    { outcome: 'successful', notes: 'The archiver had lost its credentials in the rotation two days before. The rotation now tests them.' },
  );
  emergency(
    {
      key: 'emfirewall',
      title: 'Block addresses that try passwords on Sign-on',
      category: 'security',
      by: 'tanya',
      assignee: 'tanya',
      systems: ['signon', 'firewall'],
      incident: 'stuffing',
      reason: '40 000 tries an hour from 900 addresses; six accounts are locked each minute.',
      plan: 'Block the addresses on the firewall, then limit tries per address at Sign-on.',
      test: 'Tries fall under 500 an hour; customers still sign in.',
      rollback: 'Remove the block list.',
      risk: [3, 2],
      window: [story.workday(-10, '13:20'), 4],
      steps: [
        ['implement', 'Load the block list', 8, 'jonas'],
        ['implement', 'Limit tries per address', 12],
        ['verify', 'Watch tries and sign-ins', 25],
      ],
    },
    9,
    {
      outcome: 'successfulWithIssues',
      notes: 'Held. Two brokers behind one address were blocked for 20 minutes; the limit now knows them.',
    },
  );
  emergency(
    {
      key: 'emclaims',
      title: 'Restart ClaimsHub with the connection pool of last week',
      category: 'application',
      by: 'beatriz',
      assignee: 'beatriz',
      systems: ['claimshub'],
      incident: 'claimspool',
      reason: 'ClaimsHub stands since 9:05; 210 people in Lisbon cannot work.',
      plan: 'Put the pool’s settings of last week back and restart node by node.',
      test: 'Pool usage under 60 % with everyone back.',
      rollback: 'Start with the present settings and twice the pool.',
      risk: [4, 2],
      window: [story.workday(-7, '09:15'), 4],
      steps: [
        ['implement', 'Put the settings back and restart', 15],
        ['verify', 'Watch the pool', 20],
        ['rollback', 'Start with twice the pool', 10],
      ],
    },
    4,
    {
      outcome: 'unsuccessful',
      notes: 'The pool was not the cause: a statement without an index held every connection. Twice the pool bought the time to find it.',
      fails: ['Watch the pool', 'The pool filled again within six minutes. The cause lies elsewhere.'],
    },
  );
  const now = story.ago(0.8);
  const waiting = draft(
    story,
    {
      key: 'embrokercert',
      title: 'Renew the expired certificate of the broker portal',
      category: 'security',
      type: 'emergency',
      by: 'yusuf',
      assignee: 'yusuf',
      systems: ['brokerportal', 'apigateway'],
      incident: 'brokercert',
      reason: 'Browsers refuse the portal since this hour. 1 900 brokers cannot quote.',
      plan: 'Load the renewed certificate on both nodes of the gateway.',
      test: 'The portal opens in three browsers; the chain is complete.',
      rollback: 'The old certificate is of no use; the renewed one was tested on staging.',
      risk: [4, 1],
      window: [now, 6],
      steps: [
        ['implement', 'Load the certificate on both nodes', 10],
        ['verify', 'Open the portal in three browsers', 5],
      ],
    },
    later(now, 2),
  );
  submit(story, waiting, later(now, 18));
}
