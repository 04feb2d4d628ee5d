/** What every model extends: the reader passes models on without a look at them. */
@global
export abstract class AnyModel {}
