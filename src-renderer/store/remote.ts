/** What a worker and its window have in common: messages go out, messages come in. */
export interface Line {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

type Methods<T> = { readonly [K in keyof T]: T[K] extends (...args: never[]) => Promise<unknown> ? T[K] : never };
interface Call {
  readonly call: number;
  readonly method: string;
  readonly args: readonly unknown[];
}
type Reply =
  | { readonly reply: number; readonly value: unknown }
  | { readonly reply: number; readonly failure: { name: string; message: string } };

/** Answers the calls of the other side with these methods. Calls that came before it are answered too. */
export function serve<T>(line: Line, methods: Methods<T>): void {
  const answer = async ({ call, method, args }: Call) => {
    try {
      const work = methods[method as keyof T] as (...args: readonly unknown[]) => Promise<unknown>;
      line.postMessage({ reply: call, value: await work.apply(methods, [...args]) });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      line.postMessage({ reply: call, failure: { name, message } });
    }
  };
  line.addEventListener('message', (event: MessageEvent<Partial<Call>>) => {
    if (event.data.call !== undefined) void answer(event.data as Call);
  });
}

/** The other side's methods, as if they were here. Arguments and answers are copied; calls keep their order. */
export function remote<T>(line: Line, names: readonly (keyof T & string)[]): Methods<T> & { fail(reason: Error): void } {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>();
  let calls = 0;
  let failed: Error | undefined;
  line.addEventListener('message', ({ data }: MessageEvent<Partial<Reply>>) => {
    const settle = data.reply === undefined ? undefined : waiting.get(data.reply);
    if (!settle || data.reply === undefined) return;
    waiting.delete(data.reply);
    if ('failure' in data && data.failure) settle.reject(Object.assign(new Error(data.failure.message), { name: data.failure.name }));
    else settle.resolve('value' in data ? data.value : undefined);
  });
  const invoke = (method: string, args: readonly unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      if (failed) {
        reject(failed);
        return;
      }
      waiting.set(++calls, { resolve, reject });
      line.postMessage({ call: calls, method, args } satisfies Call);
    });
  const methods = Object.fromEntries(names.map((name) => [name, (...args: readonly unknown[]) => invoke(name, args)]));
  return {
    ...(methods as Methods<T>),
    fail(reason) {
      failed = reason;
      for (const { reject } of waiting.values()) reject(reason);
      waiting.clear();
    },
  };
}
