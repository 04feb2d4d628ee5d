/**
 * Methods that JavaScript's library has and the compiler's lacks. The transform moves each
 * that a source names into the library's own class, which is the one that each class here
 * extends; nothing else is compiled of this file.
 */

/** For `Array`. */
export class ArrayMethods<T> extends Array<T> {
  /** Returns the first element that a function accepts, or `null`. */
  find(fn: (value: T, index: i32, array: Array<T>) => bool): T | null {
    const index = this.findIndex(fn);
    return index < 0 ? null : this[index];
  }

  /** Returns the last element that a function accepts, or `null`. */
  findLast(fn: (value: T, index: i32, array: Array<T>) => bool): T | null {
    const index = this.findLastIndex(fn);
    return index < 0 ? null : this[index];
  }

  /** Returns the elements of all lists that a function returns, in one. */
  flatMap<U>(fn: (value: T, index: i32, array: Array<T>) => U[]): U[] {
    const all: U[] = [];
    for (let i = 0; i < this.length; i++) {
      const some = fn(this[i], i, this);
      for (let j = 0; j < some.length; j++) all.push(some[j]);
    }
    return all;
  }

  /** Returns the elements in order, in an array of its own. */
  toSorted(comparator: ((a: T, b: T) => i32) | null = null): Array<T> {
    const copy = this.slice();
    return comparator == null ? copy.sort() : copy.sort(comparator);
  }

  /** Returns the elements from last to first, in an array of its own. */
  toReversed(): Array<T> {
    return this.slice().reverse();
  }
}

/** For `StaticArray`. */
export class StaticArrayMethods<T> extends StaticArray<T> {
  /** Returns the first element that a function accepts, or `null`. */
  find(fn: (value: T, index: i32, array: StaticArray<T>) => bool): T | null {
    const index = this.findIndex(fn);
    return index < 0 ? null : this[index];
  }

  /** Returns the last element that a function accepts, or `null`. */
  findLast(
    fn: (value: T, index: i32, array: StaticArray<T>) => bool,
  ): T | null {
    const index = this.findLastIndex(fn);
    return index < 0 ? null : this[index];
  }
}

/** For `Map`. */
export class MapMethods<K, V> extends Map<K, V> {
  /** Calls a function with each value and its key, as they are when it is called. */
  forEach(fn: (value: V, key: K, map: Map<K, V>) => void): void {
    const keys = this.keys();
    const values = this.values();
    for (let i = 0; i < keys.length; i++) fn(values[i], keys[i], this);
  }
}

/** For `Set`. */
export class SetMethods<T> extends Set<T> {
  /** Calls a function with each element, as they are when it is called. */
  forEach(fn: (value: T, again: T, set: Set<T>) => void): void {
    const values = this.values();
    for (let i = 0; i < values.length; i++) fn(values[i], values[i], this);
  }
}

/** For `f64`. */
export abstract class F64Methods {
  /** Returns a number with as many digits behind the point, rounded as JavaScript does. */
  toFixed(this: f64, digits: i32 = 0): string {
    if (digits < 0 || digits > 18) {
      throw new RangeError("Cannot write number: 0 to 18 digits are possible");
    }
    const size = Math.abs(this);
    let power: f64 = 1;
    for (let i = 0; i < digits; i++) power *= 10;
    const scaled = size * power;
    if (!(scaled < 9e18)) return this.toString();
    // What the product lacks, by Dekker: the halves of a factor multiply exactly.
    const left = size * 134_217_729.0;
    const leftHigh = left - (left - size);
    const leftLow = size - leftHigh;
    const right = power * 134_217_729.0;
    const rightHigh = right - (right - power);
    const rightLow = power - rightHigh;
    const lack =
      leftLow * rightLow -
      (scaled -
        leftHigh * rightHigh -
        leftLow * rightHigh -
        leftHigh * rightLow);
    const whole = Math.floor(scaled);
    const rest = scaled - whole + lack;
    const rounded = <i64>whole + <i64>Math.floor(rest + 0.5);
    const text = rounded.toString().padStart(digits + 1, "0");
    const point = text.length - digits;
    const sign = this < 0 ? "-" : "";
    return digits == 0
      ? sign + text
      : sign + text.substring(0, point) + "." + text.substring(point);
  }
}
