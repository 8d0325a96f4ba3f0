/** The build that needs nothing of Node; the package's own entry does (`global`). */
declare module 'simple-peer/simplepeer.min.js' {
  export { default } from 'simple-peer';
}
