/** The same table with other texts, for another language: one that is missing or too many does not compile. */
export type Worded<Table> = {
  readonly [Key in keyof Table]: Table[Key] extends string
    ? string
    : Table[Key] extends (...given: infer Given) => string
      ? (...given: Given) => string
      : Worded<Table[Key]>;
};
