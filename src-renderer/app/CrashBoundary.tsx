import { Component, type ErrorInfo, type ReactNode } from 'react';
import { CrashScreen } from './CrashScreen.tsx';

interface Crash {
  readonly error: unknown;
  /** Named on screen and in the console, so that both can be matched. */
  readonly correlationId: string;
}

/** Catches what a screen throws, which is always a bug; the rest of the app goes on, and no saved work is touched. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, { crash: Crash | null }> {
  override state: { crash: Crash | null } = { crash: null };

  static getDerivedStateFromError(error: unknown): { crash: Crash } {
    return { crash: { error, correlationId: crypto.randomUUID() } };
  }

  override componentDidCatch(_error: Error, info: ErrorInfo): void {
    performance.mark(`crash ${this.state.crash?.correlationId ?? ''} ${info.componentStack ?? ''}`);
  }

  override render(): ReactNode {
    const { crash } = this.state;
    if (!crash) return this.props.children;
    return <CrashScreen error={crash.error} correlationId={crash.correlationId} onRetry={() => this.setState({ crash: null })} />;
  }
}
