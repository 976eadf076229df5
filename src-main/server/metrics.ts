import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  requested(facts: { readonly method: string; readonly route: string; readonly status: number }, seconds: number): void;
  pushed(outcome: string): void;
  /** The log's end of a tenant, as this server last heard of it. */
  appended(tenant: string, head: number): void;
  /** Who knows how many devices listen. */
  watchLive(count: () => number): void;
  /** The page that Prometheus reads. */
  text(): Promise<string>;
}

/** Numbers of one server, in a registry of its own, so that several can be in one process. */
export function metrics(): Metrics {
  let liveCount = () => 0;
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'countersign_request_duration_seconds',
    help: 'How long requests took, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const commands = new Counter({
    name: 'countersign_pushed_commands_total',
    help: 'Commands that were pushed, by what became of them',
    labelNames: ['outcome'],
    registers,
  });
  const heads = new Gauge({ name: 'countersign_log_head', help: 'The last line of a tenant’s log', labelNames: ['tenant'], registers });
  const live = new Gauge({ name: 'countersign_live_connections', help: 'Devices that listen', registers });
  return {
    requested: ({ method, route, status }, seconds) => durations.observe({ method, route, status: String(status) }, seconds),
    pushed: (outcome) => commands.inc({ outcome }),
    appended: (tenant, head) => heads.set({ tenant }, head),
    watchLive(count) {
      liveCount = count;
    },
    text() {
      live.set(liveCount());
      return registry.metrics();
    },
  };
}
