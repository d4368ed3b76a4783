// Before any schema is made: zod would try to make code from text, which the page's policy forbids and browsers tell of.
import * as z from 'zod/mini';

z.config({ jitless: true });
