/** What is known while a model is read; see `Cursor`. */
export abstract class Reading {
  /** The description of the key whose value is read; 0 is the document. */
  static rule: usize = 0;
  /** The functions that the types of the model name that is read. */
  static links: usize = 0;
  /** Of a short document, the description of the keys of the model that is read next. */
  static keys: usize = 0;
  /** And whether its required keys have to be there. */
  static isWhole: bool = false;
  /** And what the key says that has a union's variant, of a value that is none. */
  static union: usize = 0;
  /** Whether a key that a model does not have is a fault. */
  static isClosed: bool = false;
  /** Whether what is read goes over what is there, which has all keys. */
  static isPart: bool = false;

  /** Where the rules of settings are, and the description of their key. */
  static late: usize = 0;
  static lateRule: usize = 0;
  /** Whether those rules are being read. */
  static isLate: bool = false;
  /** The settings that those of a rule go over. */
  static own: usize = 0;
  /** The description of the keys of a rule. */
  static ruleKeys: usize = 0;
}
