/** A card's number in groups of two digits, as people compare it with what is printed. */
export function groupedNumber(uid: string): string {
  return uid.match(/.{1,2}/g)?.join(" ") ?? uid;
}
