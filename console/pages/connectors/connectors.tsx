/**
 * Connectors: who may speak for a store, in which format. What follows the page's path is the connector that is open, how its
 * fields are mapped, or a new one.
 */
import { Route, Switch } from 'wouter';
import { ConnectorListPage } from './connector-list.tsx';
import { MappingPage } from './mapping/mapping-page.tsx';
import { NewConnectorPage } from './new/new-connector.tsx';

/** The pages below `connectors`. */
export function ConnectorsPage() {
  return (
    <Switch>
      <Route path="/orgs/:org/connectors/new">
        <NewConnectorPage />
      </Route>
      <Route path="/orgs/:org/connectors/:id/mapping">{({ id }) => <MappingPage key={id} id={id} />}</Route>
      <Route path="/orgs/:org/connectors/:id?">{({ id }) => <ConnectorListPage openId={id} />}</Route>
    </Switch>
  );
}
