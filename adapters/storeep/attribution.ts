/**
 * Where a visit came from: the fields that a storefront sends with a session and that its orders inherit.
 */

/** The click ids of the two large advertisers. */
export const clickIds = ['fbclid', 'gclid'] as const;

/** The campaign fields that every delivery has; others of the kind are there when they were sent. */
export const usualCampaignFields = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const;

/** The pages that a visit began with. */
export const pageFields = ['landing_url', 'referrer'] as const;

/** True for the name of a campaign field: `utm_` and at most 60 lower-case letters, digits and underscores. */
export function isCampaignField(name: string): boolean {
  return /^utm_[a-z0-9_]{1,60}$/.test(name);
}
