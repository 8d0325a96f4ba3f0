/** A person who may sign in, while being typed. */
export interface PersonDraft {
  name: string;
  login: string;
  password: string;
  again: string;
}

export const emptyPerson: PersonDraft = { name: '', login: '', password: '', again: '' };

export type PersonProblem = keyof PersonDraft;

const shortestPassword = 8;

/** The first field that keeps this person from being added. */
export function personProblem({ name, login, password, again }: PersonDraft): PersonProblem | null {
  if (name.trim() === '') return 'name';
  if (login.trim() === '' || login.trim().length > 64) return 'login';
  if (password.length < shortestPassword) return 'password';
  return password === again ? null : 'again';
}
