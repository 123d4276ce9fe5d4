/**
 * Keys that work wherever one is: letters are left alone while somebody writes. What is bound now is listed by "?".
 */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { Dialog } from './dialog.tsx';
import { KeyValues } from './key-values.tsx';

/** What one key does. */
export interface Shortcut {
  /** For the list of keys. */
  readonly does: string;
  readonly run: () => void;
}

/** Keys by KeyboardEvent.key: "j", "/", "Escape". */
export type Shortcuts = Readonly<Record<string, Shortcut>>;

interface Bindings {
  add(shortcuts: Shortcuts): () => void;
}

const Context = createContext<Bindings | undefined>(undefined);

/** Binds keys for as long as the component is there. Of two that bind the same key, the one that came last gets it. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const bindings = useContext(Context);
  useEffect(() => bindings?.add(shortcuts));
}

/** What the browser and this file see to. */
const always: Readonly<Record<string, Pick<Shortcut, 'does'>>> = {
  '?': { does: 'Show this' },
  Escape: { does: 'Close what is open' },
};

/** Listens for all of them. */
export function ShortcutProvider({ children }: { readonly children: ReactNode }) {
  const [help, setHelp] = useState<Shortcuts>();
  const bound = useMemo<Shortcuts[]>(() => [], []);
  const bindings = useMemo<Bindings>(
    () => ({
      add(shortcuts) {
        bound.push(shortcuts);
        return () => void bound.splice(bound.indexOf(shortcuts), 1);
      },
    }),
    [bound],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      if (event.key === '?') setHelp(Object.fromEntries(bound.flatMap((shortcuts) => Object.entries(shortcuts))));
      const shortcut = bound.findLast((shortcuts) => Object.hasOwn(shortcuts, event.key))?.[event.key];
      if (shortcut === undefined) return;
      event.preventDefault();
      shortcut.run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [bound]);
  return (
    <Context value={bindings}>
      {children}
      {help !== undefined && (
        <Dialog title="Keys" onClose={() => setHelp(undefined)}>
          <KeyValues
            items={Object.entries({ ...always, ...help }).map(([key, { does }]) => [key === ' ' ? 'Space' : key, does] as const)}
          />
        </Dialog>
      )}
    </Context>
  );
}

/** True where the key means something else: while somebody writes, in an open dialog, and Enter on what can be pressed. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const writes = target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select');
  if (writes && key !== 'Escape') return true;
  return target.closest('dialog') !== null || (key === 'Enter' && target.closest('a, button, summary') !== null);
}
