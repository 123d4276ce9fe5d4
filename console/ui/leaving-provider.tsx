/** The question that whoever leaves an uncopied secret is asked. */
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from './dialog.tsx';
import { free, type Leaving, LeavingContext } from './leaving.ts';

/** Asks for what is below it. */
export function LeavingProvider({ children }: { readonly children: ReactNode }) {
  const [asked, setAsked] = useState<() => void>();
  const [leaving] = useState<Leaving>(() => createLeaving((go) => setAsked(() => go)));
  return (
    <LeavingContext value={leaving}>
      {children}
      {asked && (
        <LeavingContext value={free}>
          <ConfirmDialog
            title="Close without copying?"
            verb="Close without copying"
            busy={false}
            onConfirm={() => {
              setAsked(undefined);
              asked();
            }}
            onClose={() => setAsked(undefined)}
          >
            <p>The secret was not copied, and it cannot be shown again.</p>
          </ConfirmDialog>
        </LeavingContext>
      )}
    </LeavingContext>
  );
}

function createLeaving(ask: (go: () => void) => void): Leaving {
  const held = new Set<string>();
  const watch = (): void => {
    if (held.size > 0) {
      window.addEventListener('beforeunload', askByBrowser);
      window.navigation?.addEventListener('navigate', askBeforeBack);
    } else {
      window.removeEventListener('beforeunload', askByBrowser);
      window.navigation?.removeEventListener('navigate', askBeforeBack);
    }
  };
  const release = (secrets: Iterable<string>): void => {
    for (const secret of secrets) held.delete(secret);
    watch();
  };
  const askBeforeBack = (event: NavigateEvent): void => {
    if (event.navigationType !== 'traverse' || !event.cancelable) return;
    event.preventDefault();
    const { key } = event.destination;
    ask(() => {
      release([...held]);
      window.navigation.traverseTo(key);
    });
  };
  return {
    leave(go) {
      if (held.size === 0) go();
      else ask(go);
    },
    hold(secret) {
      held.add(secret);
      watch();
      return () => release([secret]);
    },
    copied: (text) => release([...held].filter((secret) => text.includes(secret))),
  };
}

function askByBrowser(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
