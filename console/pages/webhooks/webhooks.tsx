/** Webhooks: where events go, what became of each, and what storefronts subscribed to by themselves. */
import { Route, Switch } from 'wouter';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { ChangeEndpointPage } from './change-endpoint.tsx';
import { DeliveriesPage } from './deliveries.tsx';
import { EndpointListPage } from './endpoint-list.tsx';
import { EndpointPage } from './endpoint-page.tsx';
import { NewEndpointPage } from './new-endpoint.tsx';
import { StorefrontWebhooksPage } from './storefront-webhooks.tsx';

/** The page, and those below it. */
export function WebhooksPage() {
  return (
    <Switch>
      <Route path="/orgs/:org/webhooks">
        <EndpointListPage />
      </Route>
      <Route path="/orgs/:org/webhooks/new">
        <NewEndpointPage />
      </Route>
      <Route path="/orgs/:org/webhooks/endpoints/:id">{({ id }) => <EndpointPage key={id} id={id} />}</Route>
      <Route path="/orgs/:org/webhooks/endpoints/:id/change">{({ id }) => <ChangeEndpointPage id={id} />}</Route>
      <Route path="/orgs/:org/webhooks/deliveries/:id?">
        <DeliveriesPage />
      </Route>
      <Route path="/orgs/:org/webhooks/storefronts">
        <StorefrontWebhooksPage />
      </Route>
      <Route>
        <Page title="Webhooks">
          <Empty title="There is no such page">The address may be mistyped, or from another version of the console.</Empty>
        </Page>
      </Route>
    </Switch>
  );
}
