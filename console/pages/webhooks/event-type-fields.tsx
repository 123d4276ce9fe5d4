/** Which events an endpoint gets: a box for each, with when it is sent. */
import { Button } from '../../ui/button.tsx';
import { CheckField, FieldGroup } from '../../ui/field.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import styles from './endpoint-form.module.css';
import { useEventTypes } from './event-types.ts';

interface EventTypeFieldsProps {
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (chosen: readonly string[]) => void;
}

/** The boxes. Their order is the hub's, whatever was ticked first. */
export function EventTypeFields({ chosen, error, onChange }: EventTypeFieldsProps) {
  const { data, error: failure, refetch } = useEventTypes();
  const types = data?.rows ?? [];
  const choose = (isChosen: (type: string) => boolean) => onChange(types.map(({ type }) => type).filter(isChosen));
  return (
    <FieldGroup legend="Events" error={error}>
      {failure && <Failure error={failure} onRetry={() => void refetch()} />}
      {data === undefined && !failure && <Loading />}
      <div className={styles.choices}>
        <Button onClick={() => choose(() => true)}>All events</Button>
        <Button onClick={() => choose((type) => type.startsWith('order.'))}>Orders alone</Button>
        <Button onClick={() => choose(() => false)}>None</Button>
      </div>
      <div className={styles.types}>
        {types.map(({ type, description }) => (
          <CheckField
            key={type}
            label={<code>{type}</code>}
            hint={description}
            checked={chosen.includes(type)}
            onChange={(checked) => choose((each) => (each === type ? checked : chosen.includes(each)))}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
