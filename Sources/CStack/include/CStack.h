#pragma once
#include <stddef.h>

/// Runs `work(ticket)` on a thread of its own with a stack of that many bytes, or as many as the system gives, and waits for its end.
/// Returns 1, or 0 where no thread could be made and nothing ran.
int gradus_stack_run(size_t bytes, void (*work)(long), long ticket);

/// How many bytes of the running thread's stack are free below this call.
size_t gradus_stack_left(void);

/// From now on a thread of `gradus_stack_run` that runs over the end of its stack writes this line to standard error and ends the
/// process with this status.
void gradus_stack_overflow_ends(const char *line, int status);

/// Tell the thread sanitizer that what comes behind an acquire is ordered behind what came before the release of the same place, an address. Without
/// the sanitizer they do nothing.
void gradus_sanitizer_acquire(size_t place);
void gradus_sanitizer_release(size_t place);

/// What a watch finds spent.
enum { GRADUS_SECONDS = 1, GRADUS_BYTES = 2 };

/// Looks a hundred times a second whether the latest thread of `gradus_stack_run` has used more processor time than that, or the
/// process holds more memory, and calls `spent` once where it has. Returns 1, or 0 where no thread could be made.
int gradus_stack_watch(double seconds, size_t bytes, void (*spent)(int));
