#pragma once

/// Blocks of memory that one run of a product gave back, kept for its next run.
///
/// oneDNN builds a table of its arguments, an entry a node, each time it executes a primitive: about seven small blocks a
/// product that its C++ asks `operator new` for. A program that replaces that function ([new.delete]), as CProgram does,
/// can look among the blocks of the product that runs on this thread; then a training step asks the heap for nothing
/// after the first. No library does so behind the back of the program that it is in.

#ifdef __cplusplus
extern "C" {
#endif

enum { GRADUS_RECYCLED_BLOCKS = 32, GRADUS_RECYCLED_BYTES = 1024 };

typedef struct {
  void *blocks[GRADUS_RECYCLED_BLOCKS];
  int count;
} gradus_recycler;

/// Where blocks of this thread come from and go to until the next call; NULL for the heap alone. Answers what it was before.
typedef gradus_recycler *(*gradus_recycle_function)(gradus_recycler *recycler);

/// Lets every product that runs from now on say whose blocks are wanted. To be called before the first.
void gradus_product_recycle_through(gradus_recycle_function function);

#ifdef __cplusplus
}
#endif
