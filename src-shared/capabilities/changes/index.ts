import { defineCapability } from '#shared/model/capability.ts';
import { grantsOf } from '#shared/capabilities/identity/index.ts';
import { approvalReactions } from './approval-reactions.ts';
import { changeReactions } from './change-reactions.ts';
import { change } from './change.record.ts';
import { task } from './task.record.ts';
import { changeTemplate } from './change-template.record.ts';

export { riskOf } from './risk.rules.ts';
export { ROUTING } from './routing.rules.ts';
export { change, changeTemplate, task };

/** What is going to be different, why, when, and how to get back. */
export const changes = defineCapability({
  name: 'changes',
  records: [change, task, changeTemplate],
  reactions: [...changeReactions, ...approvalReactions],
  grants: grantsOf('changes.request', 'changes.manage', 'changes.implement'),
});
