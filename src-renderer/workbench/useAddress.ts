import { useParams } from '@tanstack/react-router';
import { z } from 'zod';

const Address = z.object({ plural: z.string().catch(''), id: z.string().catch('') });

/** What the address names: a kind by its plural, a record by its id; empty where it names none. */
export const useAddress = (): z.infer<typeof Address> => Address.parse(useParams({ strict: false }));
