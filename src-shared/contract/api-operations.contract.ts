import { z } from 'zod';
import { endpoint } from './api-endpoint.ts';

const group = 'Running it';
const Status = z.strictObject({ status: z.enum(['up', 'ready']) });

export const apiOperations = {
  healthLive: endpoint({
    method: 'GET',
    path: '/health/live',
    group,
    summary: 'The process is there.',
    who: 'anyone',
    answers: { as: 'json', form: Status },
    example: { answer: { status: 'up' } },
  }),
  healthReady: endpoint({
    method: 'GET',
    path: '/health/ready',
    group,
    summary: 'Requests are taken. Not while it drains, nor while the database does not answer.',
    who: 'anyone',
    answers: { as: 'json', form: Status },
    example: { answer: { status: 'ready' } },
  }),
  metrics: endpoint({
    method: 'GET',
    path: '/metrics',
    group,
    summary: 'Numbers for Prometheus. Only from the machine itself, or with the operator’s token.',
    who: 'operator',
    answers: { as: 'text', type: 'text/plain; version=0.0.4; charset=utf-8' },
    example: {},
  }),
  openApi: endpoint({
    method: 'GET',
    path: '/openapi.json',
    group,
    summary: 'This document.',
    who: 'anyone',
    answers: { as: 'json', form: z.looseObject({ openapi: z.string() }) },
    example: { answer: { openapi: '3.1.0' } },
  }),
  docs: endpoint({
    method: 'GET',
    path: '/docs',
    group,
    summary: 'This document, to be read.',
    who: 'anyone',
    answers: { as: 'text', type: 'text/html; charset=utf-8' },
    example: {},
  }),
} as const;
