/** A store while it is being written: what the form holds, and what of it the operator API is told. */
import { slugOf } from '../organisations/slug.ts';
import type { Store } from './store-queries.ts';

/** What the form holds. */
export interface StoreDraft {
  readonly name: string;
  /** Undefined as long as it follows the name. */
  readonly slug: string | undefined;
  readonly website: string;
  readonly currency: string;
  readonly timezone: string;
  /** Formats by their names; null for any that is loaded. */
  readonly formats: readonly string[] | null;
}

/** A new store, in the time zone of whoever makes it. */
export function newStoreDraft(): StoreDraft {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { name: '', slug: undefined, website: '', currency: 'GBP', timezone: timeZone, formats: null };
}

/** A store as it is now. */
export function draftOf({ name, slug, website_url, currency, timezone, adapters }: Store): StoreDraft {
  return { name, slug, website: website_url ?? '', currency, timezone, formats: adapters };
}

/** The short name that the draft comes to. */
export function slugIn({ name, slug }: StoreDraft): string {
  return slug ?? slugOf(name);
}

/** The settings, for a creation and for a change. */
export function settingsOf({ name, website, currency, timezone, formats }: StoreDraft) {
  const trimmed = website.trim();
  return {
    name,
    website_url: trimmed === '' ? null : trimmed,
    currency,
    timezone,
    adapters: formats === null ? null : [...formats],
  };
}
