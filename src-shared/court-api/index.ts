/**
 * What a console and a court server say to each other. The reference server validates with these
 * schemas and prints its OpenAPI document from them; the console parses every answer with them.
 * Every request carries `Authorization: Bearer <device token>`; a token belongs to one hall.
 */
export * from './events.ts';
export * from './messages.ts';
export * from './routes.ts';
