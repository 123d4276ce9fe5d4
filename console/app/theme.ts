/** Light or dark: as the system has it, until somebody chooses. */
import { useSyncExternalStore } from 'react';

const storageKey = 'crossdock-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

/** Puts the choice of an earlier visit in force. Call it before the first paint. */
export function restoreTheme(): void {
  const chosen = localStorage.getItem(storageKey);
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen;
}

/** Which it is, and the way to the other. */
export function useTheme(): { readonly isDark: boolean; toggle(): void } {
  const isDark = useSyncExternalStore(subscribe, readIsDark);
  return {
    isDark,
    toggle() {
      const chosen = isDark ? 'light' : 'dark';
      localStorage.setItem(storageKey, chosen);
      document.documentElement.dataset['theme'] = chosen;
      for (const listen of listeners) listen();
    },
  };
}

function readIsDark(): boolean {
  return (document.documentElement.dataset['theme'] ?? (system.matches ? 'dark' : 'light')) === 'dark';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  system.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', listener);
  };
}
