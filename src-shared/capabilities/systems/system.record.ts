import type { Unmet } from '#shared/kernel/refusal.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { choice, date, prose, ref, refs, text } from '#shared/model/field.ts';
import { anyone, granted, named, or } from '#shared/model/permission.ts';
import { missesNothing, type SystemFacts, stillNeeded, systemFacts } from './system.rules.ts';

export const system = defineRecord({
  kind: 'system',
  prefix: 'sys',
  plural: 'systems',
  numbering: 'SYS',
  label: 'name',
  wording: {
    one: 'System',
    many: 'Systems',
    empty: 'Applications, servers, networks: whatever a change or an incident can touch. Import them from a configuration database.',
  },
  columns: ['name', 'category', 'environment', 'criticality', 'owner', 'team', 'status'],
  permissions: {
    read: anyone,
    create: granted('systems.manage', 'the right to manage systems'),
    edit: or(granted('systems.manage', 'the right to manage systems'), named('owner', 'owning the system')),
    archive: granted('systems.manage', 'the right to manage systems'),
  },
  fields: {
    name: text({ label: 'Name', required: true, head: true, max: 160 }),
    category: choice(
      {
        application: 'Application',
        service: 'Service',
        database: 'Database',
        server: 'Server',
        virtualMachine: 'Virtual machine',
        network: 'Network',
        storage: 'Storage',
        facility: 'Facility',
        other: 'Other',
      },
      { label: 'Category', head: true },
    ),
    environment: choice(
      { production: 'Production', staging: 'Staging', test: 'Test', development: 'Development', recovery: 'Disaster recovery' },
      { label: 'Environment', head: true },
    ),
    criticality: choice(
      {
        low: { label: 'Low', rank: 1 },
        medium: { label: 'Medium', rank: 2 },
        high: { label: 'High', rank: 3 },
        critical: { label: 'Critical', rank: 4, tone: 'risk' },
      },
      { label: 'Criticality', head: true, help: 'What it costs the business when it is down. It decides who must approve a change.' },
    ),
    status: choice({ planned: 'Planned', live: 'Live', retiring: 'Retiring', retired: 'Retired' }, { label: 'Status', head: true }),
    owner: ref('person', { label: 'Owner', head: true, help: 'Who answers for it, and signs where a route asks for the owner.' }),
    team: ref('team', { label: 'Team', head: true, help: 'Who runs it.' }),
    dependsOn: refs('system', { label: 'Depends on', head: true, help: 'What it cannot work without.' }),
    description: prose({ label: 'Description' }),
    vendor: text({ label: 'Vendor', head: true, max: 120 }),
    version: text({ label: 'Version', max: 60 }),
    location: text({ label: 'Location', head: true, max: 160 }),
    supportEndsAt: date({ label: 'Support ends', head: true }),
  },
  facts: systemFacts,
  // Two systems that need each other exist (a directory and its sign-on); a system that needs itself says nothing.
  check: ({ dependsOn }, { record }: SystemFacts): Unmet[] =>
    dependsOn?.includes(record.id)
      ? [
          {
            code: 'system.dependsOnSelf',
            message: 'A system cannot depend on itself.',
            help: 'Name the other systems that it needs.',
            field: 'dependsOn',
          },
        ]
      : [],
  editable: stillNeeded,
  archivable: missesNothing,
});
