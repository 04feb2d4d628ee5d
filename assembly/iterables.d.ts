/** What a `for…of` takes of the SDK's own classes. For editors and `tsc` only. */
import "./api/header-entries";
import "./api/header-map";
import "./json/json-value";
import "./api/property-list";
import "./api/property-map";
import "./api/stat-entries";

declare module "./api/header-entries" {
  /** `for…of` goes through names and values. */
  interface HeaderEntries {
    [Symbol.iterator](): ListIterator<[string, string]>;
  }
}

declare module "./api/header-map" {
  /** `for…of` goes through names and values. */
  interface HeaderMap {
    [Symbol.iterator](): ListIterator<[string, string]>;
  }
}

declare module "./json/json-value" {
  /** `for…of` goes through the values of a list. */
  interface JsonValue {
    [Symbol.iterator](): ListIterator<JsonValue | null>;
  }
}

declare module "./api/property-list" {
  /** `for…of` goes through the values. */
  interface PropertyList {
    [Symbol.iterator](): ListIterator<string>;
  }
}

declare module "./api/property-map" {
  /** `for…of` goes through keys and values. */
  interface PropertyMap {
    [Symbol.iterator](): ListIterator<[string, string]>;
  }
}

declare module "./api/stat-entries" {
  /** `for…of` goes through names and values. */
  interface StatEntries {
    [Symbol.iterator](): ListIterator<[string, u64]>;
  }
}
