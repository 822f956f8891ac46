#pragma once
#include <dlfcn.h>
#include <pthread.h>

// A library that is opened when it is first needed, so that a program without it starts all the same.
//
//     #define FUNCTIONS(X) X(inflate) X(inflateEnd)
//     GRADUS_LIBRARY("libz.so.1", FUNCTIONS)
//
// declares `call_inflate` and `call_inflateEnd`, with the types of the library's own header, and `library_is_there()`, which opens the
// library with its first call; the functions may be called where it gives 1.
#define GRADUS_LIBRARY(name, functions)                                                                                  \
  functions(GRADUS_DECLARE) static int library_is_open;                                                                  \
  static void open_library(void) {                                                                                       \
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);                                                                 \
    if (!library) return;                                                                                                \
    functions(GRADUS_FIND) library_is_open = 1;                                                                          \
  }                                                                                                                      \
  static int library_is_there(void) {                                                                                    \
    static pthread_once_t once = PTHREAD_ONCE_INIT;                                                                      \
    pthread_once(&once, open_library);                                                                                   \
    return library_is_open;                                                                                              \
  }

#define GRADUS_DECLARE(name) static __typeof__(&name) call_##name;
#define GRADUS_FIND(name)                                                                                                \
  call_##name = (__typeof__(&name))dlsym(library, #name);                                                                \
  if (!call_##name) return;
