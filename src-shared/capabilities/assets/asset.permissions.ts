import { and, created, granted, named, not, or } from '#shared/model/permission.ts';

export const managesAssets = granted('assets.manage', 'the right to manage assets');
export const requestsAssets = or(granted('assets.request', 'the right to request assets'), managesAssets);
export const approvesRequests = granted('assets.approve', 'the right to approve asset requests');
/** Whoever asked may take the request back or correct it. */
export const ownsRequest = or(created, managesAssets);
/** Losing a thing is reported by whoever has it. */
export const reportsLoss = or(named('owner', 'having it'), managesAssets);
/** Placing a hold is safe, so those who handle assets may; lifting one is not, so they may not. */
export const placesHolds = or(granted('assets.hold', 'the right to lift legal holds'), managesAssets);
export const liftsHolds = and(granted('assets.hold', 'the right to lift legal holds'), not(named('owner', 'having it')));
