import type { Answer, Contract, InputOf, OutputOf, ParsedOf } from './define.ts';
import { hostContract } from './host.contract.ts';

/** Every endpoint that a window may ask for, by name. IPC, HTTP and the client follow from this one table. */
export const contract = { ...hostContract } as const satisfies Contract;

type Table = typeof contract;
export type EndpointName = keyof Table;
export type Input<N extends EndpointName> = InputOf<Table[N]>;
export type Parsed<N extends EndpointName> = ParsedOf<Table[N]>;
export type Output<N extends EndpointName> = OutputOf<Table[N]>;
export type AnswerTo<N extends EndpointName> = Answer<Output<N>>;

/** `Object.hasOwn`, so that `constructor` and `__proto__` are no endpoints. */
export const isEndpointName = (name: string): name is EndpointName => Object.hasOwn(contract, name);
