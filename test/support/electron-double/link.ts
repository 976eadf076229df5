/** What crosses between the test, which owns Chromium, and the process that runs the built main. Structured clone, as in Electron. */
type Message =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly reason: string };

type Handler = (input: never) => unknown;

export interface Link {
  /** Asks the other side; rejects with its error's text. */
  call<T>(name: string, input: unknown): Promise<T>;
  /** The handler states what it expects; both ends are the double's own. */
  on(name: string, handler: Handler): void;
  receive(message: unknown): void;
  /** Ends every open call: the other side is gone. */
  cut(reason: string): void;
}

export function createLink(post: (message: Message) => void): Link {
  const handlers = new Map<string, Handler>();
  const open = new Map<number, { resolve: (value: never) => void; reject: (reason: Error) => void }>();
  let last = 0;

  const answer = async (id: number, name: string, input: unknown) => {
    try {
      const handler = handlers.get(name);
      if (!handler) throw new Error(`The double does not answer ${name}.`);
      post({ kind: 'answer', id, value: await handler(input as never) });
    } catch (cause) {
      post({ kind: 'failure', id, reason: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) });
    }
  };

  return {
    call: (name, input) =>
      new Promise((resolve, reject) => {
        last += 1;
        open.set(last, { resolve, reject });
        post({ kind: 'call', id: last, name, input });
      }),
    on: (name, handler) => void handlers.set(name, handler),
    receive(message) {
      const known = message as Message;
      if (known.kind === 'call') return void answer(known.id, known.name, known.input);
      const waiting = open.get(known.id);
      open.delete(known.id);
      if (known.kind === 'answer') waiting?.resolve(known.value as never);
      else waiting?.reject(new Error(known.reason));
    },
    cut(reason) {
      for (const { reject } of open.values()) reject(new Error(reason));
      open.clear();
    },
  };
}
