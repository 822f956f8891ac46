#pragma once

/// What a whole program may decide and a library in it may not: settings of the environment that the libraries below read while they are being loaded,
/// and `operator new` and `operator delete`. The command `gradus` links this; no library of the package does. A program of your own
/// may link the product `GradusProgram` and call it first thing in `main`.

#ifdef __cplusplus
extern "C" {
#endif

/// Both of the following.
void gradus_program_begin(void);

/// Sets, where nobody has set them, GOMP_SPINCOUNT (how long an idle thread looks for work before it sleeps) and OPENBLAS_CORETYPE (which kernels
/// OpenBLAS takes), and, in one of several processes that MPI began on this machine, OMP_NUM_THREADS (its share of the processors). To be called before there are other threads and before any other call.
void gradus_environment_begin(void);

/// From now on products recycle their blocks, so that a training step asks the heap for nothing: see COneDNN's Recycling.h.
void gradus_recycling_begin(void);

/// From now on the first SIGINT or SIGTERM only asks the program to stop, which `gradus_program_stop_signal` then tells; the second ends it.
void gradus_program_stops_on_request(void);

/// The signal that asked the program to stop; 0 where none did.
int gradus_program_stop_signal(void);

#ifdef __cplusplus
}
#endif
