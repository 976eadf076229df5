/** A system as it stands in the old configuration list. */
export interface SystemRow {
  readonly name: string;
  readonly category: string;
  readonly criticality: 'low' | 'medium' | 'high' | 'critical';
  readonly owner: string;
  readonly team: string;
  readonly needs?: readonly string[];
  readonly vendor?: string;
  readonly version?: string;
  readonly location?: string;
  readonly environment?: string;
  readonly status?: string;
  /** Days until the vendor's support ends. */
  readonly support?: number;
  readonly description: string;
}

export const LEEDS = 'Leeds, hall 2';
export const WARSAW = 'Warsaw, hall A';

export type SystemTable = { readonly [key: string]: SystemRow };
