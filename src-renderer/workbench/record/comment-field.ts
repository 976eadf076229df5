/** The name of the field in which a record is talked about. */
export const COMMENT_FIELD = 'comment';

/** Puts the cursor where something can be said about the record on screen. */
export const focusComment = (): void => document.querySelector<HTMLElement>(`textarea[name="${COMMENT_FIELD}"]`)?.focus();
