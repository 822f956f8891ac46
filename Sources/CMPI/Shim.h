#pragma once

/// What a shim gives: a table, by the name `gradus_mpi_table`.
struct gradus_mpi_table {
  /// Grows with every change of this table, so that an old shim is known as one.
  int form;
  int (*begin)(int *rank, int *count);
  int (*exchange)(const void *out, long out_count, void *in, long in_count, int partner, double seconds);
  void (*end)(void);
  void (*abort)(int status);
  const char *(*version)(void);
};

enum { GRADUS_MPI_FORM = 1 };
