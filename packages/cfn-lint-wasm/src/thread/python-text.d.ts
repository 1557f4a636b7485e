/** The bundler puts the file's text in its place. */
declare module '*.py' {
  const text: string;
  export default text;
}
