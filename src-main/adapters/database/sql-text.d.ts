/** SQL files come in as their text; the bundler puts them into the program. */
declare module '*.sql?raw' {
  const text: string;
  export default text;
}
