import { created, granted, named, or } from '#shared/model/permission.ts';

const manages = granted('changes.manage', 'the right to manage changes');
const implementsThem = granted('changes.implement', 'the right to implement changes');
const requests = granted('changes.request', 'the right to raise changes');
const isRequester = named('requester', 'being the requester');
const isAssignee = named('assignee', 'being the assignee');

/** Who may do what with a change, as sentences. What is not listed nobody may. */
export const mayRaise = or(requests, manages);
export const mayWrite = or(isRequester, isAssignee, created, manages);
export const mayAdvance = or(isRequester, isAssignee, created, manages);
export const mayAssess = or(isAssignee, manages);
export const mayStart = or(isAssignee, implementsThem);
export const mayClose = or(isAssignee, isRequester, manages);
export const mayCancel = or(isRequester, created, manages);
export const mayManageTemplates = manages;
