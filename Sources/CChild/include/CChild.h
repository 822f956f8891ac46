#pragma once
#include <stddef.h>

/// What a program may take before it is ended.
struct gradus_child_limits {
  /// Seconds by the clock.
  double seconds;
  /// Seconds of a processor.
  long processor_seconds;
  /// Bytes of address space.
  size_t memory;
  /// Bytes that it writes, of each stream.
  size_t output;
};

/// How a program ended that did not by itself: in place of its exit status, which is from 0 to 255.
enum {
  /// It could not be begun.
  GRADUS_CHILD_ABSENT = 1001,
  /// It took too long by the clock.
  GRADUS_CHILD_LATE = 1002,
  /// It wrote too much.
  GRADUS_CHILD_FULL = 1003,
  /// A signal ended it: that of the limits on processor time and memory, or a fault of its own.
  GRADUS_CHILD_SIGNAL = 1100,
};

/// A program that has ended, with what it wrote.
typedef struct gradus_child gradus_child;

/// Runs a program to its end: nothing of it, nor of what it began, is left behind when this returns.
///
/// `arguments` are `count` bytes, each argument ended by a zero, the first the program's path. The environment is that of this process,
/// the folder it works in is `folder`, standard input is empty. Never null.
gradus_child *gradus_child_run(const char *arguments, size_t count, const char *folder, struct gradus_child_limits limits);

/// The exit status, or how it ended.
int gradus_child_status(const gradus_child *child);
/// How many bytes it wrote on stream 1 or 2.
size_t gradus_child_count(const gradus_child *child, int stream);
/// Copies them into `bytes`, which has room for them.
void gradus_child_copy(const gradus_child *child, int stream, unsigned char *bytes);
void gradus_child_free(gradus_child *child);

/// Puts another program in the place of this one. Returns only where that cannot be done.
void gradus_become(const char *arguments, size_t count);
