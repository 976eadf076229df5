import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useWorkspace } from '../store/useWorkspace.ts';

/** Keeps the window's title equal to the screen's heading, and answers it as words to announce. */
export function usePageTitle(): string {
  const { name } = useWorkspace();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const [heading, setHeading] = useState('');

  useEffect(() => {
    const main = document.querySelector('main');
    if (!main) return undefined;
    let frame = 0;
    const read = () => {
      const text = main.querySelector('h1')?.textContent ?? '';
      if (text !== '') setHeading(text);
    };
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(read);
    });
    observer.observe(main, { subtree: true, childList: true, characterData: true });
    read();
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, []);

  useEffect(() => {
    document.title = heading === '' ? name : `${heading} · ${name}`;
  }, [heading, name]);

  useFocusOnHeading(path);
  return heading;
}

/** After going to another screen the focus is on its heading, unless the screen has put it somewhere itself. */
function useFocusOnHeading(path: string): void {
  useEffect(() => {
    const main = document.querySelector('main');
    if (!main) return undefined;
    let tries = 0;
    const timer = setInterval(() => {
      const focused = document.activeElement;
      if (++tries > 40 || (focused && main.contains(focused) && focused !== main)) return clearInterval(timer);
      if (focused?.closest('[role="dialog"]')) return undefined;
      const heading = main.querySelector('h1');
      if (!heading) return undefined;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      return clearInterval(timer);
    }, 50);
    return () => clearInterval(timer);
  }, [path]);
}
