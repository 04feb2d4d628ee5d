/**
 * What a plugin knows of routes. A field of this class does not bring the map into a
 * module: the class of a field's type is there even where the field is never set.
 */
export class KnownRoutes {}

/** The settings of routes, by the text of their metadata. */
@final
export class KnownSettings<S> extends KnownRoutes {
  readonly byText: Map<string, S> = new Map();
}
