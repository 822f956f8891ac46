#include "include/HeapCounter.h"

#include <errno.h>
#include <stddef.h>

// The C library's allocator under its own names, so that the ones below can stand in front of it.
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

static _Thread_local long requests;

long gradus_heap_requests(void) { return requests; }

void *malloc(size_t size) {
  requests++;
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  requests++;
  return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
  requests++;
  return __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  requests++;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
  requests++;
  *block = __libc_memalign(alignment, size);
  return *block ? 0 : ENOMEM;
}
