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
  /** What the actor follows from, once they are resolved; `pending` while that is under way. */
  let basis: RecordingReader | undefined;
  let pending: RecordingReader | undefined;
  let newest: Promise<Actor | undefined> = Promise.resolve(undefined);

  const resolveNow = async (): Promise<Actor | undefined> => {
    const mine = recordingReader(reader, (id) => registry.byId(id)?.kind);
    pending = mine;
    basis = undefined;
    const found = personId === null ? undefined : await resolve(mine.reader, personId);
    if (pending !== mine) return newest;
    const isSame = JSON.stringify(found ?? null) === JSON.stringify(actor);
    basis = mine;
    actor = found ?? null;
    if (!isSame) onChange();
    return found;
  };
  const look = () => {
    newest = resolveNow();
    return newest;
  };

  return {
    get actor() {
      return actor;
    },
    async who(through) {
      if (personId === null) return undefined;
      if (!basis || !actor) return resolve(through.reader, personId);
      through.note(basis.reads);
      return actor;
    },
    become(next) {
      personId = next;
      return look();
    },
    async follow(touched) {
      if (personId !== null && (basis ?? pending)?.isTouchedBy(touched)) await look();
    },
  };
}
