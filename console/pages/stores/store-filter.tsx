/** Narrows a list down to one store. */
import { FilterSelect } from '../../ui/filters.tsx';
import { useStores } from './store-queries.ts';

interface StoreFilterProps {
  /** The slug; undefined for any. */
  readonly value: string | undefined;
  readonly onChange: (slug: string) => void;
}

/** The choice among the organisation's stores. */
export function StoreFilter({ value, onChange }: StoreFilterProps) {
  const { data } = useStores();
  const choices = (data?.rows ?? []).map(({ slug, name }) => ({ value: slug, label: name }));
  return <FilterSelect label="Store" any="Any store" value={value} choices={choices} onChange={onChange} />;
}
