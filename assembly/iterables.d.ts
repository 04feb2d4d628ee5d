/** What a `for…of` takes of the SDK's own classes. For editors and `tsc` only. */
import "./api/header-entries";
import "./api/header-map";
import "./api/json-value";
import "./api/property-list";
import "./api/property-map";
import "./api/stat-entries";

declare module "./api/header-entries" {
  interface HeaderEntries {
    [Symbol.iterator](): ListIterator<[string, string]>;
  }
}

declare module "./api/header-map" {
  interface HeaderMap {
    [Symbol.iterator](): ListIterator<[string, string]>;
  }
}

declare module "./api/json-value" {
  interface JsonValue {
    [Symbol.iterator](): ListIterator<JsonValue | null>;
  }
}

declare module "./api/property-list" {
  interface PropertyList {
    [Symbol.iterator](): ListIterator<string>;
  }
}

declare module "./api/property-map" {
  interface PropertyMap {
    [Symbol.iterator](): ListIterator<[string, string]>;
  }
}

declare module "./api/stat-entries" {
  interface StatEntries {
    [Symbol.iterator](): ListIterator<[string, u64]>;
  }
}
