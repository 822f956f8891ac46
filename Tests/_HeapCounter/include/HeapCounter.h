#pragma once

/// Whether blocks are counted; under a sanitizer they are not.
int gradus_heap_counts(void);

/// Begins to count the blocks that this thread asks the heap for, without those that the libraries below us (OpenMP, OpenBLAS, oneDNN) ask for by
/// themselves, which depends on the processor and the number of threads.
void gradus_heap_begin(void);
/// Ends the count and answers it.
long gradus_heap_end(void);
