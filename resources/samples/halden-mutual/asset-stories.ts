import type { Id } from '#shared/kernel/id.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { assetKey } from './assets.ts';
import type { Teller } from './teller.ts';
import { later } from './times.ts';

interface Request {
  readonly name: string;
  readonly by: string;
  readonly class: string;
  readonly model: string;
  readonly euros: number;
  readonly for?: string;
  readonly what: string;
  readonly at: string;
}

const day = 60 * 24;

/** Somebody asks for something. Returns what can happen to it next. */
function request(story: Teller, { name, by, class: kind, model, euros, for: owner, what, at }: Request) {
  const id = story.id('ast', assetKey(name));
  story.create(by, at, 'assets', id, {
    name,
    class: kind,
    model,
    justification: what,
    cost: { amount: euros * 100, currency: 'EUR' },
    ...(owner === undefined ? {} : { owner: story.person(owner) }),
  });
  const act = (who: string, after: number, verb: string, input: JsonObject = {}) =>
    story.tell(who, later(at, after), `assets.${verb}`, id, input);
  return { id, act };
}

function bought(story: Teller, asked: Request, approver: string, order: string, code: string) {
  const { id, act } = request(story, asked);
  act(approver, 180, 'approve');
  act('dev', 300, 'order', { orderNumber: order, vendor: vendorOf(asked.model) });
  return { id, act, receive: (after: number) => act('dev', after, 'receive', { serial: code, tag: `HM-${code.slice(-4)}` }) };
}

const vendorOf = (model: string) => model.split(' ', 1)[0] ?? model;
const known = (story: Teller, name: string): Id => story.id('ast', assetKey(name));

/** Requests in every stage, from the one of this morning to what is in daily use. */
export function tellRequests(story: Teller): void {
  const laptop = (name: string, by: string, owner: string, what: string, at: string): Request => ({
    name,
    by,
    for: owner,
    class: 'laptop',
    model: 'Lenovo ThinkPad T14 Gen 6',
    euros: 1749,
    what,
    at,
  });
  request(
    story,
    laptop(
      'Laptop for the new PolicyCore engineer',
      'ines',
      'callum',
      'Samir’s successor starts on the first; Callum sets it up.',
      story.ago(5),
    ),
  );
  request(story, {
    name: 'Ultra-wide monitor',
    by: 'leila',
    for: 'leila',
    class: 'monitor',
    model: 'Dell U4025QW',
    euros: 1890,
    what: 'Reading traces of both sites side by side.',
    at: story.ago(22),
  });
  request(story, {
    name: 'Load test licence, 2 000 users more',
    by: 'yusuf',
    class: 'licence',
    model: 'Grafana Enterprise',
    euros: 3600,
    what: 'Twice the peak of the customer portal is above the present licence.',
    at: story.ago(31),
  });
  const desk = request(story, {
    name: 'Standing desk converter',
    by: 'marek',
    for: 'marek',
    class: 'other',
    model: 'Yo-Yo 90',
    euros: 390,
    what: 'Back pain.',
    at: story.workday(-9, '10:00'),
  });
  desk.act('grace', 300, 'decline', { reason: 'Desks come from Facilities; they have some in store. I have forwarded it.' });
  const tablet = request(story, {
    name: 'Tablet for experts’ visits',
    by: 'beatriz',
    class: 'tablet',
    model: 'Apple iPad Air',
    euros: 689,
    what: 'Photos on site without the phone.',
    at: story.workday(-12, '09:00'),
  });
  tablet.act('ines', 240, 'decline', { reason: 'Which expert, and how does it get into device management?' });
  story.tell('beatriz', story.workday(-8, '11:00'), 'assets.edit', tablet.id, {
    fields: { justification: 'For the motor expert in Porto. Managed like the phones; Grace has agreed.' },
  });
  story.tell('beatriz', story.workday(-8, '11:05'), 'assets.askAgain', tablet.id);
  story.tell('grace', story.workday(-7, '10:00'), 'assets.approve', tablet.id);
  const headset = request(story, {
    name: 'Headsets for the night shift',
    by: 'chloe',
    class: 'peripheral',
    model: 'Jabra Evolve2',
    euros: 960,
    what: 'Six agents share three.',
    at: story.workday(-15, '13:00'),
  });
  headset.act('chloe', 400, 'cancel', { reason: 'Six were found in the Lisbon store.' });

  bought(
    story,
    {
      name: 'Switch pair for hall 2, no. 1',
      by: 'jonas',
      class: 'network',
      model: 'Cisco Catalyst 9500X',
      euros: 24_900,
      what: 'Replaces core switch Leeds 1, whose support ends in four months.',
      at: story.workday(-24, '09:00'),
    },
    'dana',
    'PO-8841',
    'FOC2840A1',
  ).receive(day * 16);
  bought(
    story,
    {
      name: 'Switch pair for hall 2, no. 2',
      by: 'jonas',
      class: 'network',
      model: 'Cisco Catalyst 9500X',
      euros: 24_900,
      what: 'Replaces core switch Leeds 2.',
      at: story.workday(-24, '09:10'),
    },
    'dana',
    'PO-8841',
    'FOC2840A2',
  ).receive(day * 16);
  bought(
    story,
    {
      name: 'Tape library for Leeds, new',
      by: 'erik',
      class: 'storage',
      model: 'HPE MSL3040',
      euros: 15_400,
      what: 'The gripper of the old one jams.',
      at: story.workday(-20, '14:00'),
    },
    'stefan',
    'PO-8852',
    'CZ2341T7',
  );
  bought(
    story,
    {
      name: 'Storage shelf for ClaimsHub',
      by: 'sofia',
      class: 'storage',
      model: 'Pure DirectFlash 48',
      euros: 41_000,
      what: 'The old shelf is full in five weeks.',
      at: story.workday(-40, '10:00'),
    },
    'stefan',
    'PO-8790',
    'PFS9021B',
  ).receive(day * 18);
  story.tell('dev', story.workday(-10, '15:00'), 'assets.stock', known(story, 'Storage shelf for ClaimsHub'), {
    location: 'Warsaw, hall A',
  });

  const phones = bought(
    story,
    {
      name: 'Phone for on-call, Payments',
      by: 'leila',
      class: 'phone',
      model: 'Google Pixel 9',
      euros: 799,
      what: 'On-call changes hands every week.',
      at: story.workday(-30, '09:30'),
    },
    'ravi',
    'PO-8815',
    '3A201FDJ',
  );
  phones.receive(day * 6);
  phones.act('dev', day * 7, 'assign', { owner: story.person('leila'), location: 'London' });
  phones.act('dev', day * 14, 'handOver', { owner: story.person('marek') });
  const spare = bought(
    story,
    laptop('Laptop for Tanya, second', 'hannah', 'tanya', 'A machine apart for looking at malware.', story.workday(-36, '10:00')),
    'ravi',
    'PO-8802',
    'PF5Q2L81',
  );
  spare.receive(day * 7);
  spare.act('dev', day * 8, 'assign', { owner: story.person('tanya'), location: 'Leeds' });
}

/** What went wrong, went missing, or comes to its end. */
export function tellTroubles(story: Teller): void {
  const say = (by: string, at: string, verb: string, name: string, input: JsonObject = {}) =>
    story.tell(by, at, `assets.${verb}`, known(story, name), input);
  // In quarantine: the laptop of yesterday's incident.
  say('hannah', story.workday(-1, '16:30'), 'quarantine', 'Laptop Chloe Martin', {
    reason: 'It talks to an address in no country of ours since 15:50. Taken off the network, not switched off.',
  });
  story.tell('tanya', story.ago(2.5), 'assets.comment', known(story, 'Laptop Chloe Martin'), {
    text: 'A browser extension, installed last week. The image of the disk is taken; reinstallation follows.',
  });
  // One that was released again.
  say('hannah', story.workday(-31, '11:00'), 'quarantine', 'Laptop Leila Haddad', {
    reason: 'Opened an attachment that the mail filter let through.',
  });
  say('hannah', story.workday(-29, '15:00'), 'release', 'Laptop Leila Haddad', {
    remediation: 'Reinstalled from the image; two scans with different engines; no sign in the logs of the proxy.',
    verifiedBy: story.person('tanya'),
  });
  // Under legal hold.
  say('hannah', story.workday(-34, '09:00'), 'placeHold', 'Storage shelf of the old array, no. 1', {
    reason: 'Claim 2231 against a broker: its documents of 2016 to 2019 are on this shelf.',
  });
  say('dev', story.workday(-27, '10:00'), 'reserve', 'Pool laptop 1', { owner: story.person('beatriz') });
  say('dev', story.workday(-26, '10:00'), 'assign', 'Pool laptop 1', { owner: story.person('beatriz'), note: 'While hers is repaired.' });
  say('dev', story.workday(-26, '10:20'), 'maintain', 'Laptop Beatriz Lopes', { reason: 'Two keys stick.', expectedBackAt: story.date(4) });
  say('dev', story.workday(-2, '14:00'), 'reserve', 'Pool laptop 2', { owner: story.person('lucy') });
  say('dev', story.workday(-3, '09:00'), 'reportDefect', 'Pool laptop 4', { reason: 'Battery swells.' });
  say('dev', story.workday(-3, '11:00'), 'planRepair', 'Pool laptop 4', { note: 'Battery ordered.' });
  say('dev', story.workday(-2, '09:00'), 'transfer', 'Pool laptop 5', { location: 'Lisbon, store' });
  say('dev', story.workday(-6, '09:00'), 'planDisposal', 'Pool laptop 8', { note: 'Five years old, two repairs.' });
  say('dev', story.workday(-4, '10:00'), 'reportDefect', 'Monitor, 27 inch, no. 2', { reason: 'A line of dead pixels across the middle.' });
  // Missing.
  say('owen', story.workday(-12, '20:15'), 'reportMissing', 'Laptop Owen Price', {
    how: 'stolen',
    reason: 'Taken from the train between York and Leeds. Reported to the police, reference 4417/25.',
  });
  say('hannah', story.workday(-12, '20:40'), 'placeHold', 'Laptop Owen Price', {
    reason: 'Police reference 4417/25: nothing is written off before the case is closed.',
  });
  say('sofia', story.workday(-5, '10:30'), 'reportMissing', 'Phone Sofia Rinaldi', {
    how: 'lost',
    reason: 'Not seen since the move of the database team to floor 5.',
  });
  say('dev', story.workday(-40, '10:00'), 'reportMissing', 'Monitor, 27 inch, no. 6', {
    how: 'lost',
    reason: 'Not on its shelf at the count.',
  });
  say('grace', story.workday(-14, '09:00'), 'writeOff', 'Monitor, 27 inch, no. 6', { reason: 'Not found at two counts.' });
  // The end.
  say('dev', story.workday(-30, '10:00'), 'retire', 'Pool laptop 6', { reason: 'Out of warranty, slow.' });
  say('dev', story.workday(-28, '15:00'), 'completeRetirement', 'Pool laptop 6', { erasure: 'wiped', accessRevoked: true });
  say('dev', story.workday(-21, '11:00'), 'dispose', 'Pool laptop 6', {
    disposal: 'donated',
    proof: 'Receipt of the Leeds school fund, no. 118',
  });
  say('dev', story.workday(-18, '10:00'), 'retire', 'Pool laptop 7', { reason: 'Out of warranty, hinge broken.' });
  say('dev', story.workday(-16, '15:00'), 'completeRetirement', 'Pool laptop 7', { erasure: 'destroyed', accessRevoked: true });
  say('dev', story.workday(-3, '13:00'), 'retire', 'Label printer, post room', { reason: 'A new one costs less than the repair.' });
  say('grace', story.workday(-23, '14:00'), 'dispose', 'Storage shelf of the old array, no. 2', {
    disposal: 'scrapped',
    proof: 'Certificate of destruction 7719, Greenbyte',
  });
}
