/** Characters that fields take; what is longer than the rule behind allows is told so, not cut off. */
export const PASSWORD_FIELD_LENGTH = 400;
export const SEARCH_FIELD_LENGTH = 80;
export const NAME_FIELD_LENGTH = 200;
export const EMAIL_FIELD_LENGTH = 254;
