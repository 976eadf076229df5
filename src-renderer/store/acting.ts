import type { Registry } from '#shared/model/capability.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Actor } from '#shared/model/record.ts';
import { type RecordingReader, recordingReader, type Touched } from './reads.ts';
import type { WhoActs } from './writer.ts';

/** Who acts in this window, followed through changes of roles and teams. */
export interface Acting {
  readonly actor: Actor | null;
  readonly who: WhoActs;
  become(personId: string | null): Promise<Actor | undefined>;
  /** Resolves the actor again if the change touched what they follow from. */
  follow(touched: Touched): Promise<void>;
}

export interface ActingTools {
  readonly registry: Registry;
  readonly reader: Reader;
  readonly resolve: (reader: Reader, personId: string) => Promise<Actor | undefined>;
  readonly onChange: () => void;
}

export function acting({ registry, reader, resolve, onChange }: ActingTools): Acting {
  let actor: Actor | null = null;
  let personId: string | null = null;
  let reads: RecordingReader | undefined;

  const look = async (): Promise<Actor | undefined> => {
    reads = recordingReader(reader, (id) => registry.byId(id)?.kind);
    const found = personId === null ? undefined : await resolve(reads.reader, personId);
    const isSame = JSON.stringify(found ?? null) === JSON.stringify(actor);
    actor = found ?? null;
    if (!isSame) onChange();
    return found;
  };

  return {
    get actor() {
      return actor;
    },
    who: async (through) => (personId === null ? undefined : resolve(through, personId)),
    become(next) {
      personId = next;
      return look();
    },
    async follow(touched) {
      if (personId !== null && reads?.isTouchedBy(touched)) await look();
    },
  };
}
