import { useEffect, useEffectEvent, useState } from 'react';
import type { Option, RefSource } from './props.ts';

interface Found {
  /** What the list shows: the picked ones first, so that their labels are known. */
  readonly options: readonly Option[];
  readonly isBusy: boolean;
}

/** Options for what is typed and for what is already picked. The last search wins; an answer that comes late is dropped. */
export function useRefOptions({ search, resolve }: RefSource, query: string, picked: readonly string[], isOpen: boolean): Found {
  const [results, setResults] = useState<readonly Option[]>([]);
  const [known, setKnown] = useState<ReadonlyMap<string, Option>>(new Map());
  const [isBusy, setBusy] = useState(false);
  const find = useEffectEvent(search);
  const look = useEffectEvent(resolve);

  useEffect(() => {
    if (!isOpen) return undefined;
    let isLast = true;
    setBusy(true);
    const timer = setTimeout(async () => {
      try {
        const found = await find(query.trim());
        if (isLast) setResults(found);
      } finally {
        if (isLast) setBusy(false);
      }
    }, 120);
    return () => {
      isLast = false;
      clearTimeout(timer);
    };
  }, [query, isOpen]);

  const missing = picked.filter((value) => !known.has(value) && !results.some((option) => option.value === value)).join('\n');
  useEffect(() => {
    if (missing === '') return undefined;
    let isLast = true;
    const values = missing.split('\n');
    const learn = async () => {
      const options = await Promise.all(values.map(async (value) => (await look(value)) ?? { value, label: value }));
      if (isLast) setKnown((before) => new Map([...before, ...options.map((option) => [option.value, option] as const)]));
    };
    void learn();
    return () => {
      isLast = false;
    };
  }, [missing]);

  const byValue = new Map<string, Option>();
  for (const value of picked) {
    const option = results.find((result) => result.value === value) ?? known.get(value);
    if (option) byValue.set(value, option);
  }
  for (const option of results) byValue.set(option.value, option);
  return { options: [...byValue.values()], isBusy };
}
