/**
 * The compiler's declarations make `Number` a type alias, which TypeScript 7 refuses:
 * "Global type 'Number' must be a class or interface type". Without a global type,
 * numbers have no `toString`.
 */
interface Number extends _Float {}
declare const Number: typeof F64;
