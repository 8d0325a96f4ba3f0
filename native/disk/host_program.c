/*
 * Node's functions live in the program itself, which is node.exe here and courtroom-console.exe there: the
 * import of "node.exe" is bound late, to whatever program loads the addon.
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <delayimp.h>
#include <string.h>

static FARPROC WINAPI this_program(unsigned event, PDelayLoadInfo info) {
  if (event != dliNotePreLoadLibrary || _stricmp(info->szDll, "node.exe") != 0) return NULL;
  return (FARPROC)GetModuleHandleW(NULL);
}

PfnDliHook __pfnDliNotifyHook2 = this_program;
