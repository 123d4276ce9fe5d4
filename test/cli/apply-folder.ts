/** A folder with a declaration in it, and the `crossdock apply` that applies it to a test's hub. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crossdock, type CommandResult, emptyFolder } from './command.ts';

/** What the declaration refers to. */
export const appSecret = 'shpss_that_nobody_may_see';
/** What the declaration refers to. */
export const erpToken = 'token_that_nobody_may_see';

/** A declaration of everything, for an organisation of its own. */
export function everything(slug: string): string {
  return `organisations:
  - slug: ${slug}
    name: Acme Ltd
    stores:
      - slug: main
        name: Main store
        currency: EUR
        timezone: Europe/London
        connectors:
          - name: Shopify
            payload_format: shopify
            config:
              shop_domain: acme.myshopify.com
              app_secret: \${SHOPIFY_SECRET}
          - name: Own shop
            payload_format: peptideclients
            require_signature: true
            ip_allowlist: [203.0.113.7, 192.0.2.0/24]
            expires_at: 2030-01-01T00:00:00Z
          - name: Partner
            payload_format: woocommerce
            require_signature: false
    products:
      - { sku: MUG-1, title: Mug, price: 1999, store: main }
      - { sku: CUP-1, title: Cup, price: 999, currency: GBP }
    webhook_endpoints:
      - url: https://erp.example.com/hook
        event_types: [order.created, order.cancelled]
        store: main
        headers:
          Authorization: Bearer \${ERP_TOKEN}
`;
}

/** The file is `acme.yaml` there, and its organisation has a slug of its own. */
export interface ApplyFolder {
  readonly slug: string;
  readonly file: string;
  write(text: string): void;
  apply(...options: readonly string[]): Promise<CommandResult>;
}

/** Makes one; it is gone after the test. */
export function newFolder(hubUrl: string, text: (slug: string) => string = everything): ApplyFolder {
  const folder = emptyFolder();
  const slug = `a-${randomUUID()}`;
  const write = (contents: string): void => writeFileSync(join(folder, 'acme.yaml'), contents);
  write(text(slug));
  const variables = { CROSSDOCK_ADMIN_TOKEN: 'test-admin-token', SHOPIFY_SECRET: appSecret, ERP_TOKEN: erpToken };
  return {
    slug,
    write,
    file: join(folder, 'acme.yaml'),
    apply: (...options) => crossdock(['apply', 'acme.yaml', '--hub', hubUrl, ...options], { folder, variables }),
  };
}
