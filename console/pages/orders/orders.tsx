/** Orders: the list, newest first, and the page of one. */
import { Route, Switch } from 'wouter';
import { OrderList } from './order-list.tsx';
import { OrderPage } from './order-page.tsx';

/** What stands below `orders` in the address. */
export function OrdersPage() {
  return (
    <Switch>
      <Route path="/orgs/:org/orders/:id">{({ id }) => <OrderPage key={id} id={id} />}</Route>
      <Route>
        <OrderList />
      </Route>
    </Switch>
  );
}
