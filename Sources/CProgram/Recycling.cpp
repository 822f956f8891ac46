#include "include/CProgram.h"

#include <Recycling.h>

#include <malloc.h>

#include <cstdlib>
#include <new>

// Every block is one of malloc's, whoever asked for it: it may come from here and go back to the heap, or the other way round.
// A program that has functions of its own in place of these keeps them (weak definitions).

static thread_local gradus_recycler *current = nullptr;

static gradus_recycler *recycle(gradus_recycler *recycler) {
  gradus_recycler *before = current;
  current = recycler;
  return before;
}

void gradus_recycling_begin(void) { gradus_product_recycle_through(recycle); }

/// The smallest block that is large enough.
static void *take(gradus_recycler *recycler, std::size_t size) {
  int best = -1;
  std::size_t room = GRADUS_RECYCLED_BYTES + 1;
  for (int i = 0; i < recycler->count; i++) {
    std::size_t candidate = malloc_usable_size(recycler->blocks[i]);
    if (candidate >= size && candidate < room) {
      best = i;
      room = candidate;
    }
  }
  if (best < 0) return nullptr;
  void *block = recycler->blocks[best];
  recycler->blocks[best] = recycler->blocks[--recycler->count];
  return block;
}

static bool keep(gradus_recycler *recycler, void *block) {
  if (!block || recycler->count == GRADUS_RECYCLED_BLOCKS || malloc_usable_size(block) > GRADUS_RECYCLED_BYTES) return false;
  recycler->blocks[recycler->count++] = block;
  return true;
}

__attribute__((weak)) void *operator new(std::size_t size) {
  if (current)
    if (void *block = take(current, size)) return block;
  while (true) {
    if (void *block = std::malloc(size ? size : 1)) return block;
    std::new_handler handler = std::get_new_handler();
    if (!handler) throw std::bad_alloc();
    handler();
  }
}

__attribute__((weak)) void operator delete(void *block) noexcept {
  if (!current || !keep(current, block)) std::free(block);
}

__attribute__((weak)) void operator delete(void *block, std::size_t) noexcept { operator delete(block); }
