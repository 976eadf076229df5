import { apiAccounts } from './api-accounts.contract.ts';
import type { Api } from './api-endpoint.ts';
import { apiOperations } from './api-operations.contract.ts';
import { apiRecords } from './api-records.contract.ts';
import { apiSync } from './api-sync.contract.ts';

/** Every endpoint of the server, by name. Its routes, the OpenAPI document and the page of it follow from this one table. */
export const api = { ...apiAccounts, ...apiSync, ...apiRecords, ...apiOperations } as const satisfies Api;

export type ApiName = keyof typeof api;
export type ApiTable = typeof api;
