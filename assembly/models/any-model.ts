/** What every model extends: the reader passes models on without a look at them. */
export abstract class AnyModel {}
