import { asked } from './change-story.ts';
import type { Teller } from './teller.ts';

/** Changes that wait for Dana, the most urgent first; for the last one she stands in for Henrik. */
export function tellWaitingForDana(story: Teller): void {
  const { told: certificates } = asked(
    story,
    {
      key: 'gatewaycerts',
      title: 'Rotate TLS certificates on Payments Gateway',
      category: 'security',
      by: 'ravi',
      assignee: 'leila',
      systems: ['gateway', 'sepa'],
      reason: 'The certificates of all six end points run out in nine days. Two banks refuse to connect with less than a week left.',
      plan: 'Issue on the new chain, load into both nodes, switch node B, watch for 15 minutes, switch node A. The banks have had the new chain since last month.',
      test: 'Test payment with each of the three banks; no handshake errors for 15 minutes on either node.',
      rollback: 'The old certificates stay loaded under their old alias: switch the alias back, 2 minutes a node.',
      risk: [4, 4],
      window: [story.workday(2, '20:00'), 2],
      steps: [
        ['checklist', 'Confirm with the banks that they trust the new chain', 20, 'marek'],
        ['prepare', 'Issue and load the six certificates', 25],
        ['implement', 'Switch node B and send test payments', 30],
        ['implement', 'Switch node A and send test payments', 30, 'marek'],
        ['verify', 'Watch handshake errors for 15 minutes', 15],
        ['rollback', 'Switch both aliases back', 5],
      ],
    },
    {
      hoursAgo: 69.5,
      until: 'dana',
      comments: { aiko: 'No overlap with the tariff run that night. The banks’ confirmations are attached to the ticket.' },
    },
  );
  story.step('marek', story.ago(30), 'finish', certificates.id, 'Confirm with the banks that they trust the new chain', {
    note: 'All three in writing.',
  });
  asked(
    story,
    {
      key: 'signonchain',
      title: 'Move Sign-on to the new certificate chain',
      category: 'security',
      by: 'tanya',
      assignee: 'tanya',
      systems: ['signon', 'pki'],
      reason: 'The intermediate authority is retired at the end of the quarter. Whatever still hangs on it stops working that day.',
      plan: 'Add the new chain beside the old one, let clients pick it up for two days, then make it the default. Applications with pinned certificates were moved last week.',
      test: 'Sign in to the twelve most used applications from a laptop, a phone and a thin client.',
      rollback: 'Make the old chain the default again; both stay installed for a month.',
      risk: [5, 2],
      window: [story.workday(3, '19:00'), 3],
      steps: [
        ['prepare', 'List applications with pinned certificates', 40],
        ['implement', 'Make the new chain the default', 15],
        ['verify', 'Sign in to twelve applications', 40, 'chloe'],
        ['rollback', 'Make the old chain the default', 10],
      ],
    },
    { hoursAgo: 65, until: 'dana' },
  );
  asked(
    story,
    {
      key: 'tariffs',
      title: 'PolicyCore 12.4, tariff tables for January',
      category: 'application',
      by: 'ines',
      assignee: 'callum',
      systems: ['policycore', 'rating'],
      reason: 'Renewals for January are quoted from next week on. Without the new tables every quote is wrong and has to be sent again.',
      plan: 'Deploy 12.4 to the passive node, load tables, compare 5 000 quotes with the actuaries’ list, then switch. The passive node stays on 12.3 for a week.',
      test: '5 000 quotes within one cent of the list; response under 60 ms at 300 a second.',
      rollback: 'Switch back to the node on 12.3, 4 minutes. Quotes made meanwhile are marked for a recount.',
      risk: [4, 2],
      window: [story.workday(4, '21:30'), 4],
      steps: [
        ['prepare', 'Deploy 12.4 to the passive node', 45],
        ['implement', 'Load the tariff tables', 30],
        ['implement', 'Compare 5 000 quotes', 50, 'beatriz'],
        ['implement', 'Switch to the node on 12.4', 10],
        ['verify', 'Watch response times at load', 30],
        ['rollback', 'Switch back to the node on 12.3', 4],
      ],
    },
    { hoursAgo: 49.5, until: 'dana', comments: { aiko: 'The actuaries have signed the list; I have seen it.' } },
  );
  asked(
    story,
    {
      key: 'ldap',
      title: 'Retire the HR Directory LDAP listener',
      category: 'infrastructure',
      by: 'aiko',
      assignee: 'erik',
      systems: ['hrdirectory', 'directory'],
      reason: 'The last audit found it open and unencrypted. Nothing has asked it anything for 60 days except a scanner.',
      plan: 'Block port 389 on the load balancer for a day, then stop the listener and remove it from the configuration.',
      test: 'No refused connections from known addresses during the day of the block; payroll run completes.',
      rollback: 'Unblock the port, or start the listener again: 5 minutes.',
      risk: [3, 3],
      window: [story.workday(3, '18:00'), 26],
      steps: [
        ['implement', 'Block port 389 on the load balancer', 10, 'jonas'],
        ['implement', 'Watch refused connections for a day', 1440],
        ['implement', 'Stop and remove the listener', 15],
        ['rollback', 'Start the listener and unblock the port', 5],
      ],
    },
    { hoursAgo: 45, until: 'dana' },
  );
  asked(
    story,
    {
      key: 'switches',
      title: 'Replace core switches, Leeds hall 2',
      category: 'hardware',
      by: 'jonas',
      assignee: 'jonas',
      systems: ['netleeds', 'wan'],
      reason: 'Support ends in four months and one of the two has lost a power supply. Spare parts take six weeks.',
      plan: 'Rack the new pair beside the old one, move uplinks one at a time with both pairs live, then the access switches row by row.',
      test: 'Every row answers on both uplinks; packet loss under 0.01 % for an hour; phones register.',
      rollback: 'Uplinks go back to the old pair, which stays powered for a week: 20 minutes.',
      risk: [4, 4],
      window: [story.saturday(2, '20:00'), 8],
      steps: [
        ['checklist', 'Test fibres and label both ends', 90, 'erik'],
        ['prepare', 'Rack and configure the new pair', 120, 'erik'],
        ['implement', 'Move the uplinks, one at a time', 60],
        ['implement', 'Move access switches, rows A to D', 120],
        ['implement', 'Move access switches, rows E to H', 120, 'erik'],
        ['verify', 'Measure loss for an hour', 60],
        ['rollback', 'Move the uplinks back', 20],
      ],
    },
    { hoursAgo: 21, until: 'dana', comments: { stefan: 'The old pair stays powered until the Friday after.' } },
  );
  asked(
    story,
    {
      key: 'cutoff',
      title: 'Move the payment cut-off to 17:30',
      category: 'application',
      by: 'marek',
      assignee: 'marek',
      systems: ['gateway', 'sepa', 'treasury'],
      reason: 'Claims approved after 16:00 are paid a day later. Half an hour more would pay 140 claims a day on the same day.',
      plan: 'Change the cut-off in the gateway and the connector, move the treasury forecast from 16:15 to 17:45.',
      test: 'A payment at 17:25 is in the file of 17:40; the forecast contains it.',
      rollback: 'Set the cut-off back to 16:00; files already sent stay valid.',
      risk: [3, 3],
      window: [story.workday(5, '12:00'), 2],
      steps: [
        ['implement', 'Set the new cut-off in gateway and connector', 15],
        ['implement', 'Move the treasury forecast', 10, 'lucy'],
        ['verify', 'Follow one payment to the bank file', 40],
        ['rollback', 'Set the cut-off back to 16:00', 10],
      ],
    },
    { hoursAgo: 9, until: 'dana' },
  );
  asked(
    story,
    {
      key: 'sapkernel',
      title: 'SAP S/4 Finance, kernel patch 93',
      category: 'application',
      by: 'lucy',
      assignee: 'lucy',
      systems: ['sap', 'hana'],
      reason: 'Patch 93 closes two holes that the vendor rates 8.8, and ends the memory leak behind the restart every second Sunday.',
      plan: 'Patch the passive application server, move users, patch the other one. The database is not touched but fails over once.',
      test: 'Post a document, run the open-items list, print one invoice; no dumps for an hour.',
      rollback: 'Start the old kernel from its directory: 15 minutes a server.',
      risk: [4, 2],
      window: [story.saturday(1, '18:00'), 5],
      steps: [
        ['prepare', 'Copy the kernel and check its signature', 20],
        ['implement', 'Patch the passive server', 40],
        ['implement', 'Move users and patch the other server', 50],
        ['verify', 'Post, list and print', 30],
        ['rollback', 'Start the old kernel', 30],
      ],
    },
    { hoursAgo: 25, until: 'henrik' },
  );
}
