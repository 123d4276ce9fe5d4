/** A postal address, line by line, as it was written. */
import type { Schemas } from '../../api/client.ts';

interface AddressProps {
  readonly title: string;
  readonly address: Schemas['Address'] | null;
}

/** An address with its heading; nothing where none is known. */
export function Address({ title, address }: AddressProps) {
  if (address === null) return null;
  const { name, company, line1, line2, city, region, postal_code, country, phone } = address;
  const place = [postal_code, city].filter(Boolean).join(' ');
  const lines = Object.entries({ name, company, line1, line2, place, region, country, phone }).filter(([, line]) => line);
  return (
    <div>
      <h3>{title}</h3>
      {lines.map(([field, line]) => (
        <div key={field}>{line}</div>
      ))}
    </div>
  );
}
