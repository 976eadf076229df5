import { SYSTEMS } from './systems.ts';
import type { Teller } from './teller.ts';
import { later } from './times.ts';

interface Template {
  readonly title: string;
  readonly category: string;
  readonly by: string;
  readonly reason: string;
  readonly plan: string;
  readonly test: string;
  readonly rollback: string;
  readonly steps: readonly (readonly [phase: 'implement' | 'verify' | 'rollback', title: string, minutes: number])[];
}

/** What is done often and goes well: approved once, followed without asking again. */
const TEMPLATES = {
  patch: {
    title: 'Monthly operating system patches',
    category: 'infrastructure',
    by: 'aiko',
    reason: 'For servers in the monthly patch groups, with patches that ran on staging for a week.',
    plan: 'Snapshot, patch and restart the group one server at a time; stop at the first that does not come back.',
    test: 'Services of every server are green in monitoring ten minutes after the restart.',
    rollback: 'Back to the snapshot, 10 minutes a server. Snapshots are kept for three days.',
    steps: [
      ['implement', 'Snapshot the group', 15],
      ['implement', 'Patch and restart, one at a time', 80],
      ['verify', 'Check services in monitoring', 15],
      ['rollback', 'Back to the snapshot', 20],
    ],
  },
  certificate: {
    title: 'Renew a server certificate',
    category: 'security',
    by: 'aiko',
    reason: 'For certificates of our own authority on servers that reload without a restart.',
    plan: 'Issue, load beside the old one, reload, check the chain.',
    test: 'The new end date is seen from outside; no handshake errors for ten minutes.',
    rollback: 'Reload with the old certificate, which is valid for another two weeks.',
    steps: [
      ['implement', 'Issue and load the certificate', 10],
      ['verify', 'Check the chain from outside', 10],
    ],
  },
  firewall: {
    title: 'Open a firewall port between known zones',
    category: 'network',
    by: 'stefan',
    reason: 'For requests that security has agreed to, between zones that already talk.',
    plan: 'Add the rule with its owner and its end date, commit on both nodes.',
    test: 'The connection works; the rule counts matches.',
    rollback: 'Remove the rule.',
    steps: [
      ['implement', 'Add the rule and commit', 10],
      ['verify', 'Test the connection', 5],
    ],
  },
  disk: {
    title: 'Extend a volume on line',
    category: 'infrastructure',
    by: 'stefan',
    reason: 'For volumes on arrays with more than 20 % free.',
    plan: 'Extend the volume on the array, then the file system. Nothing restarts.',
    test: 'The file system shows its new size; monitoring clears the warning.',
    rollback: 'None is needed: a volume is not made smaller, and the space is not lost.',
    steps: [['implement', 'Extend the volume and the file system', 15]],
  },
  interfaceRestart: {
    title: 'Restart an interface after a refused message',
    category: 'application',
    by: 'aiko',
    reason: 'For interfaces that stop at a message they cannot read, with the message set aside.',
    plan: 'Set the message aside, restart the interface, send the message’s owner a note.',
    test: 'The queue falls to zero; no message is lost.',
    rollback: 'Stop the interface again; messages wait.',
    steps: [
      ['implement', 'Set the message aside and restart', 10],
      ['verify', 'Watch the queue', 10],
    ],
  },
} as const satisfies { readonly [key: string]: Template };
type TemplateKey = keyof typeof TEMPLATES;

/** Working days from today, time of day, length in hours; ahead of today it is only scheduled. */
type Following = readonly [
  template: TemplateKey,
  title: string,
  assignee: string,
  systems: readonly string[],
  days: number,
  clock: string,
  hours: number,
];

const FOLLOWING: readonly Following[] = [
  ['patch', 'Patches of the month, group A (Leeds)', 'erik', ['vmleeds'], -46, '20:00', 3],
  ['patch', 'Patches of the month, group B (Warsaw)', 'erik', ['vmwarsaw'], -45, '20:00', 3],
  ['certificate', 'Certificate of the reporting studio', 'tanya', ['reporting'], -43, '10:00', 1],
  ['firewall', 'Claims centre Lisbon to the document archive', 'jonas', ['firewall', 'archive'], -40, '11:00', 1],
  ['disk', 'Volume of the document archive, 4 TB more', 'sofia', ['archive', 'san'], -36, '14:00', 1],
  ['interfaceRestart', 'Interface PolicyCore to SAP', 'yusuf', ['policycore', 'sap'], -34, '09:30', 1],
  ['certificate', 'Certificate of the broker CRM', 'tanya', ['crm'], -29, '10:00', 1],
  ['patch', 'Patches of the month, group A (Leeds)', 'erik', ['vmleeds'], -24, '20:00', 3],
  ['patch', 'Patches of the month, group B (Warsaw)', 'erik', ['vmwarsaw'], -23, '20:00', 3],
  ['firewall', 'Treasury workstation to the second bank', 'jonas', ['firewall', 'treasury'], -21, '15:00', 1],
  ['disk', 'Volume of the warehouse, 2 TB more', 'sofia', ['warehouse', 'san'], -17, '13:00', 1],
  ['interfaceRestart', 'Interface of the reinsurance feed', 'yusuf', ['filetransfer'], -13, '08:40', 1],
  ['certificate', 'Certificate of the contact centre’s screens', 'tanya', ['telephony'], -9, '07:00', 1],
  ['disk', 'Log volume of the API gateway, 100 GB more', 'sofia', ['apigateway'], -4, '16:00', 1],
  ['interfaceRestart', 'Interface ClaimsHub to the archive', 'yusuf', ['claimshub', 'archive'], -2, '09:10', 1],
  ['firewall', 'Monitoring to the new storage shelf', 'jonas', ['firewall', 'monitoring'], 1, '10:00', 2],
  ['certificate', 'Certificate of the first-notice portal', 'tanya', ['notice'], 2, '07:00', 1],
  ['patch', 'Patches of the month, group A (Leeds)', 'erik', ['vmleeds'], 7, '20:00', 3],
];

const minutesOf = (template: Template, title: string) => template.steps.find((step) => step[1] === title)?.[2] ?? 5;

export function tellStandard(story: Teller): void {
  for (const [key, template] of Object.entries<Template>(TEMPLATES)) {
    const id = story.id('ctp', key);
    story.create(template.by, story.workday(-80, '10:00'), 'changeTemplates', id, {
      title: template.title,
      category: template.category,
      reason: template.reason,
      plan: template.plan,
      testPlan: template.test,
      rollbackPlan: template.rollback,
      impact: '2',
      likelihood: '2',
      steps: template.steps.map(([phase, title]) => ({ phase, title, instructions: null })),
    });
    story.tell(template.by === 'aiko' ? 'dana' : 'aiko', story.workday(-79, '14:00'), 'changeTemplates.approve', id);
  }
  story.create('owen', story.workday(-6, '11:00'), 'changeTemplates', story.id('ctp', 'mailbox'), {
    title: 'Move a shared mailbox',
    category: 'application',
    reason: 'For mailboxes under 20 GB whose owner has agreed.',
    plan: 'Move at night, forward from the old address for a month.',
    steps: [{ phase: 'implement', title: 'Move the mailbox', instructions: null }],
  });
  for (const following of FOLLOWING) follow(story, following);
}

function follow(story: Teller, [key, title, assignee, systems, days, clock, hours]: Following): void {
  const template: Template = TEMPLATES[key];
  const start = story.workday(days, clock);
  const id = story.id('chg', `${key} ${title} ${start}`);
  const raised = days > 0 ? story.ago(27 + days) : later(start, -60 * 27);
  story.create(assignee, raised, 'changes', id, {
    title,
    type: 'standard',
    template: story.id('ctp', key),
    systems: systems.map(story.system),
    windowStart: start,
    windowEnd: later(start, hours * 60),
    assignee: story.person(assignee),
  });
  story.tell(assignee, later(raised, 12), 'changes.submit', id);
  if (days > 0) return;
  let at = later(start, 3);
  story.tell(assignee, at, 'changes.start', id);
  for (const [phase, step] of template.steps) {
    if (phase === 'rollback') continue;
    at = later(at, minutesOf(template, step));
    story.step(assignee, at, 'finish', { change: id, title: step });
  }
  story.tell(assignee, later(at, 2), 'changes.complete', id);
  const named = SYSTEMS[systems[0] ?? '']?.name ?? '';
  story.tell(assignee, later(start, hours * 60 + 45), 'changes.close', id, {
    outcome: 'successful',
    notes: `As the template says. ${named} was up all the time.`,
  });
}
