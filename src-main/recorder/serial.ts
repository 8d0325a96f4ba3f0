/** One after the other, in the order asked; a failure of one does not stop the next. */
export function serialised(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const next = last.then(job, job);
    last = next.catch(() => undefined); // whoever asked gets it
    return next;
  };
}
