#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// Opens the OpenMP run time (libgomp), once. Everything that
/// uses OpenMP in this process shares its threads. Without libgomp all work is done by the caller.
void gradus_pool_load(void);

/// The number of threads, the caller included; at most GRADUS_POOL_MOST.
int gradus_pool_threads(void);

#define GRADUS_POOL_MOST 64

/// Calls `body(context, part, thread)` for every part in 0..<parts, each thread taking neighbouring parts. Which thread takes
/// a part must not change what it computes: then results are the same with any number of threads.
void gradus_pool_run(void (*body)(void *context, long part, int thread), void *context, long parts);

#ifdef __cplusplus
}
#endif
