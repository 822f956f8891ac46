#pragma once

/// The door to MPI. Its two implementations have handles of different kinds, so a shim for each is compiled by `Scripts/setup.sh` with the
/// compiler of that implementation (Shim.c), and opened only in a process that an `mpirun` has begun. Without it nothing here does anything.

#ifdef __cplusplus
extern "C" {
#endif

/// How many processes the environment says were begun together; 1 where nobody says so.
int gradus_mpi_expected(void);

/// Which of them the environment says this one is, from 0 on.
int gradus_mpi_expected_rank(void);

/// How many of them the environment says run on this machine; 1 where nobody says so.
int gradus_mpi_local(void);

/// Opens the shim and begins. To be called once, by the thread that makes all other calls.
/// @return 0, or -1 with the reason in `gradus_mpi_message`.
int gradus_mpi_begin(void);

/// Why it cannot be begun, or what a call came to.
const char *gradus_mpi_message(void);

/// This process, from 0 on, and the number of all.
int gradus_mpi_rank(void);
int gradus_mpi_count(void);

/// The name of a machine.
void gradus_mpi_host(char *name, int room);

enum { GRADUS_MPI_DONE = 0, GRADUS_MPI_SILENT = 1, GRADUS_MPI_FAILED = 2 };

/// Sends bytes to one process and takes bytes from it, both at once; a count of 0 leaves one of the two out.
/// @param seconds how long the other may say nothing, unless it waits for a third; not at all a bound where it is not positive.
/// @return one of the above
int gradus_mpi_exchange(const void *out, long out_count, void *in, long in_count, int partner, double seconds);

/// Ends the messages. Every process has to call it.
void gradus_mpi_end(void);

/// Ends all processes, this one included. Returns where nothing was begun.
void gradus_mpi_abort(int status);

/// What the shim of `openmpi` or `mpich` says of its library; NULL where there is no shim or no library.
/// @param path takes the file of the shim
const char *gradus_mpi_version(const char *implementation, char *path, int room);

#ifdef __cplusplus
}
#endif
