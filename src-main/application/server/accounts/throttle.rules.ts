/** So many attempts are free; then each one that fails doubles the wait. */
const FREE = 5;
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 3_600_000;

/** For how many milliseconds an address is closed after so many attempts that failed. */
export const waitAfter = (attempts: number): number => (attempts < FREE ? 0 : Math.min(FIRST_WAIT * 2 ** (attempts - FREE), LONGEST_WAIT));
