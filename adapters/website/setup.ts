/**
 * What people are told who connect a website.
 */
import type { Setup } from '../../core/sdk/index.ts';

/** README.md has the same in full. */
export const setup: Setup = {
  title: 'Website',
  description: 'A website sends its orders, cancellations and contact messages, and gets the replies to them.',
  steps: [
    'Make the products known whose SKUs the website sends: orders with other SKUs are refused.',
    "Give the store in Crossdock the website's address: replies go there, unless the connector's settings name another place.",
    'In the website, set the addresses {delivery_url} for orders, {delivery_url_2} for cancellations and {delivery_url_3} for contact messages, and the header Authorization: Bearer {key}.',
    'Let it sign each request: X-CW-Timestamp with the seconds since 1970, and X-CW-Signature: v1=<64 hex digits>, HMAC-SHA256 over the timestamp, a dot and the body, keyed with {secret} as text.',
  ],
  firstRequest: `BODY='{"submission_id": "sub-1", "name": "Ann Example", "email": "ann@example.com", "message": "Is it in stock?"}'
TIME=$(date +%s)
DIGEST=$(printf '%s.%s' "$TIME" "$BODY" | openssl dgst -sha256 -hmac '{secret}' | sed 's/^.* //')
curl -sS '{delivery_url_3}' -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' \\
  -H "X-CW-Timestamp: $TIME" -H "X-CW-Signature: v1=$DIGEST" -d "$BODY"`,
};
