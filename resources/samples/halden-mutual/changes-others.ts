import { asked, type ChangeStory, draft, schedule, submit } from './change-story.ts';
import type { Teller } from './teller.ts';
import { later } from './times.ts';

/** Changes that wait for others, rest, or have only just been written. */
export function tellOthersOpen(story: Teller): void {
  asked(
    story,
    {
      key: 'portalcache',
      title: 'Put a cache before the customer portal',
      category: 'application',
      by: 'yusuf',
      assignee: 'yusuf',
      systems: ['portal', 'apigateway'],
      reason: 'On the first working day of a month 40 % of all requests ask for the same six pages, and the portal slows to 6 seconds.',
      plan: 'Cache the six public pages for 60 seconds in the API gateway. Nothing that belongs to a customer is cached.',
      test: 'Median under 300 ms at twice the load of last month’s first day; signed-in pages carry no cache header.',
      rollback: 'Switch the cache rule off: effective at once.',
      risk: [3, 2],
      window: [story.workday(6, '18:00'), 2],
      steps: [
        ['implement', 'Switch the cache rule on', 10],
        ['verify', 'Load test at twice the peak', 45],
        ['rollback', 'Switch the cache rule off', 2],
      ],
    },
    { hoursAgo: 30, until: 'aiko' },
  );
  asked(
    story,
    {
      key: 'archiveupgrade',
      title: 'Document archive 21 to 23',
      category: 'application',
      by: 'beatriz',
      assignee: 'erik',
      systems: ['archive', 'claimshub'],
      reason: 'Version 21 leaves support in three months. Expert reports over 50 MB time out since the last patch of its vendor.',
      plan: 'Two-step upgrade over 22 with an index rebuild at night; ClaimsHub reads from the copy meanwhile.',
      test: 'Open 200 documents of every kind; upload a report of 120 MB.',
      rollback: 'Switch back to the copy and restore the index: 70 minutes.',
      risk: [3, 4],
      window: [story.saturday(3, '08:00'), 10],
      steps: [
        ['prepare', 'Refresh the copy that ClaimsHub reads from', 180],
        ['implement', 'Upgrade to 22 and rebuild the index', 240],
        ['implement', 'Upgrade to 23', 60],
        ['verify', 'Open 200 documents, upload 120 MB', 50, 'callum'],
        ['rollback', 'Switch back to the copy', 70],
      ],
    },
    { hoursAgo: 18, until: 'priya' },
  );
  const { told: warehouse } = asked(
    story,
    {
      key: 'warehousemove',
      title: 'Move the warehouse loads to the new scheduler',
      category: 'data',
      by: 'callum',
      assignee: 'sofia',
      systems: ['warehouse', 'reporting'],
      reason: 'The old scheduler runs on a server that is out of warranty; 214 jobs depend on it.',
      plan: 'Move jobs in three waves by department, each with a night of both schedulers in dry run.',
      test: 'Row counts of all loads equal on three nights running.',
      rollback: 'Start the wave again in the old scheduler.',
      risk: [3, 3],
      window: [story.workday(9, '19:00'), 6],
      steps: [
        ['implement', 'Move wave 1: finance', 90],
        ['implement', 'Move wave 2: claims', 90],
        ['implement', 'Move wave 3: everything else', 120],
        ['verify', 'Compare row counts', 40],
        ['rollback', 'Start the wave in the old scheduler', 20],
      ],
    },
    { hoursAgo: 34, until: 'priya' },
  );
  story.tell('aiko', story.ago(27), 'changes.hold', warehouse.id, {
    reason: 'Solvency reports are drawn from the warehouse until Friday week. Not before they are delivered.',
  });

  const fresh = (change: ChangeStory, hoursAgo: number, isSubmitted: boolean) => {
    const told = draft(story, change, story.ago(hoursAgo));
    if (isSubmitted) submit(story, told, story.ago(hoursAgo * 0.4));
    return told;
  };
  fresh(
    {
      key: 'mfa',
      title: 'Second factor for the ClaimsHub batch account',
      category: 'security',
      by: 'tanya',
      assignee: 'beatriz',
      systems: ['claimshub', 'signon'],
      reason: 'The batch account is the last one with a password only. The auditors set the end of the quarter as the limit.',
      plan: 'Replace the password by a certificate that the scheduler holds; the password is disabled a week later.',
      test: 'All 31 nightly jobs run under the certificate on two nights.',
      rollback: 'Enable the password again; it stays in the safe for a week.',
      risk: [3, 3],
      window: [story.workday(7, '17:00'), 4],
      steps: [
        ['implement', 'Give the scheduler its certificate', 30],
        ['verify', 'Follow the nightly jobs', 60, 'tanya'],
        ['rollback', 'Enable the password', 5],
      ],
    },
    20,
    true,
  );
  fresh(
    {
      key: 'esxi',
      title: 'Move VMware Leeds from ESXi 7 to 8, hosts 1 to 7',
      category: 'infrastructure',
      by: 'erik',
      assignee: 'erik',
      systems: ['vmleeds'],
      reason: 'ESXi 7.0 has had no fixes for seven weeks. 410 machines run on it.',
      plan: 'One host at a time: evacuate, upgrade, run the vendor’s check, bring back. Seven hosts in this window, seven in the next.',
      test: 'No machine restarts; the check is green on every host; backup of the night completes.',
      rollback: 'Reinstall the host with 7.0 from the image: 50 minutes a host, no machine is affected.',
      risk: [3, 3],
      window: [story.saturday(2, '07:00'), 10],
      steps: [
        ['prepare', 'Check capacity with one host away', 20],
        ['implement', 'Upgrade hosts 1 to 4', 240],
        ['implement', 'Upgrade hosts 5 to 7', 180],
        ['verify', 'Run the vendor’s check on every host', 40],
        ['rollback', 'Reinstall a host with 7.0', 50],
      ],
    },
    6,
    true,
  );
  fresh(
    {
      key: 'brokerquote',
      title: 'Broker portal: quote for fleets above 50 vehicles',
      category: 'application',
      by: 'callum',
      assignee: 'callum',
      systems: ['brokerportal', 'rating', 'policycore'],
      reason: 'Brokers send large fleets as a spreadsheet, and two people type them in. 60 of them wait.',
      plan: 'Switch the feature on for ten brokers, for all a week later.',
      test: 'Three fleets of 50, 120 and 400 vehicles quoted in under a minute and priced as by hand.',
      rollback: 'Switch the feature off.',
      risk: [2, 3],
      window: [story.workday(8, '09:00'), 3],
      steps: [
        ['implement', 'Switch on for ten brokers', 10],
        ['verify', 'Quote three fleets', 40, 'beatriz'],
      ],
    },
    44,
    true,
  );

  const thin = (key: string, by: string, at: string, fields: { [name: string]: string | string[] }) =>
    story.create(by, at, 'changes', story.id('chg', key), { type: 'normal', ...fields });
  thin('busshutdown', 'yusuf', story.ago(70), {
    title: 'Switch off the legacy service bus',
    category: 'infrastructure',
    reason: 'Four interfaces are left. When the reinsurance feed has moved, nothing uses it any more.',
    systems: [story.system('bus')],
    assignee: story.person('yusuf'),
  });
  thin('postgres', 'sofia', story.ago(27), {
    title: 'ClaimsHub database: PostgreSQL 14 to 17',
    category: 'database',
    reason: 'Version 14 leaves support next year, and the planner of 17 halves the run of the nightly reserves.',
    plan: 'Logical replication to a new node on 17, switch over in a window of ten minutes.',
    systems: [story.system('claimsdb'), story.system('claimshub')],
    assignee: story.person('sofia'),
    impact: '4',
    likelihood: '3',
  });
  thin('guestwifi', 'jonas', story.ago(3), {
    title: 'Guest network in the Lisbon claims centre',
    category: 'network',
    reason: 'Experts and visitors use their own mobiles as hot spots, and the contact centre’s channels suffer.',
  });
}

/** Changes that came back: one that an approver rejected, one that nobody decided on in time. */
export function tellCameBack(story: Teller): void {
  const { told: retention } = asked(
    story,
    {
      key: 'retention',
      title: 'Delete claim photos after two years',
      category: 'data',
      by: 'beatriz',
      assignee: 'beatriz',
      systems: ['claimshub', 'archive'],
      reason: 'Photos are two thirds of the storage in Warsaw and grow by 3 TB a month.',
      plan: 'A nightly job deletes photos of claims that were closed more than two years ago.',
      test: 'Run the job on staging and compare with a list made by hand.',
      rollback: 'Restore the photos from backup, per claim.',
      risk: [4, 2],
      window: [story.workday(4, '20:00'), 4],
      steps: [
        ['implement', 'Switch the nightly job on', 15],
        ['verify', 'Compare the first night with the list', 60],
        ['rollback', 'Switch the job off and restore', 240],
      ],
    },
    { hoursAgo: 96, until: 'priya' },
  );
  story.decide(
    'priya',
    story.ago(77),
    'reject',
    retention.id,
    'Motor claims with injuries must keep everything for ten years, and some of these photos are under legal hold. Leave those out, and show how the job knows them.',
  );
  const { told: fax } = asked(
    story,
    {
      key: 'fax',
      title: 'Switch off the last fax server',
      category: 'hardware',
      by: 'erik',
      assignee: 'erik',
      systems: ['telephony'],
      reason: 'Eleven faxes arrived last month, nine of them advertisements.',
      plan: 'Forward the number to a mailbox, switch the server off, keep it for a month.',
      test: 'A fax sent to the number arrives in the mailbox as a PDF.',
      rollback: 'Switch the server on again.',
      risk: [2, 1],
      window: [story.workday(-6, '10:00'), 3],
      steps: [['implement', 'Forward the number and switch the server off', 30]],
    },
    { hoursAgo: 24 * 12, until: 'owen' },
  );
  story.tell('aiko', story.workday(-5, '09:30'), 'changes.comment', fax.id, {
    text: 'Owen was away and nobody stood in for him. Please choose a new window and submit it again.',
  });
}

/** Approved, waiting for their windows. */
export function tellScheduled(story: Teller): void {
  const next = (change: ChangeStory, hoursAgo: number) => {
    const { told, last } = asked(story, change, { hoursAgo });
    schedule(story, told, later(last, 25));
    return told;
  };
  next(
    {
      key: 'carrier',
      title: 'Second carrier for Warsaw',
      category: 'network',
      by: 'jonas',
      assignee: 'jonas',
      systems: ['wan', 'netwarsaw'],
      reason: 'Warsaw hangs on one carrier. The cut eight months ago took ClaimsHub away for three hours.',
      plan: 'Bring the new line up as standby, move a tenth of the traffic, then half.',
      test: 'Pull the first line for five minutes: no session is lost.',
      rollback: 'Withdraw the routes of the new line.',
      risk: [4, 2],
      window: [story.saturday(1, '06:00'), 4],
      steps: [
        ['prepare', 'Configure the new line as standby', 60],
        ['implement', 'Move a tenth, then half of the traffic', 60],
        ['verify', 'Pull the first line for five minutes', 20, 'erik'],
        ['rollback', 'Withdraw the new routes', 5],
      ],
    },
    60,
  );
  next(
    {
      key: 'reserves',
      title: 'ClaimsHub 4.19: reserves by line of business',
      category: 'application',
      by: 'beatriz',
      assignee: 'beatriz',
      systems: ['claimshub', 'claimsdb'],
      reason: 'The supervisor asks for reserves by line of business from the next quarter on.',
      plan: 'Deploy 4.19 in a rolling way, run the migration of 1.4 million claims in the background, switch the report on.',
      test: 'Totals before and after the migration are equal to the cent.',
      rollback: 'Switch the report off and deploy 4.18; the new columns stay empty.',
      risk: [3, 3],
      window: [story.workday(2, '20:00'), 5],
      steps: [
        ['implement', 'Deploy 4.19', 40],
        ['implement', 'Migrate 1.4 million claims', 150],
        ['verify', 'Compare totals', 30, 'callum'],
        ['rollback', 'Deploy 4.18', 30],
      ],
    },
    70,
  );
  const storage = next(
    {
      key: 'tape',
      title: 'Replace the tape library in Leeds',
      category: 'hardware',
      by: 'erik',
      assignee: 'erik',
      systems: ['backup'],
      reason: 'The gripper has jammed four times this quarter, each time for a night without an off-site copy.',
      plan: 'Install the new library, move the drives, import the catalogue.',
      test: 'Write and read one tape of every generation; restore one machine.',
      rollback: 'The old library stays cabled for two weeks.',
      risk: [2, 3],
      window: [story.workday(4, '08:00'), 9],
      steps: [
        ['implement', 'Install the library and move the drives', 240],
        ['verify', 'Write, read, restore', 120],
      ],
    },
    80,
  );
  story.tell('erik', story.ago(15), 'changes.hold', storage.id, {
    reason: 'The vendor delivers a week late. The new window follows when the pallet is here.',
  });
}
