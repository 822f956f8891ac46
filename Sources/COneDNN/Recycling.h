#pragma once

/// Blocks of memory that one run of a product gave back, kept for its next run.
///
/// oneDNN builds a table of its arguments, an entry a node, each time it executes a primitive: about seven small blocks a
/// product that its C++ asks `operator new` for. The standard lets a program replace that function ([new.delete]); ours
/// looks among the blocks of the product that runs on this thread, and everywhere else is what it was. So a training step
/// asks the heap for nothing after the first.

#ifdef __cplusplus
extern "C" {
#endif

enum { GRADUS_RECYCLED_BLOCKS = 32, GRADUS_RECYCLED_BYTES = 1024 };

typedef struct {
  void *blocks[GRADUS_RECYCLED_BLOCKS];
  int count;
} gradus_recycler;

/// Where blocks of this thread come from and go to until the next call; NULL for the heap alone. Answers what it was before.
gradus_recycler *gradus_recycle(gradus_recycler *recycler);
/// Gives its blocks to the heap.
void gradus_recycler_empty(gradus_recycler *recycler);

#ifdef __cplusplus
}
#endif
