import { z } from 'zod';

/** Imported before anything else that uses zod: its compiled parsers need `eval`, which the content security policy forbids. */
z.config({ jitless: true });
