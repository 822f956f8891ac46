// Compiled by Scripts/setup.sh with `mpicc -shared -fPIC`, once for every implementation of MPI that is there, and no part of the package's own build.
#define _GNU_SOURCE
#include "Shim.h"
#include "include/CMPI.h"

#include <mpi.h>

#include <sched.h>
#include <string.h>
#include <time.h>

static MPI_Comm world;

// Who waits in vain asks whom it waits for whether that one waits too: then another one is silent, and the one that waits for it will say so.
enum { NUMBERS, QUESTION, ANSWER };
static MPI_Request questions = MPI_REQUEST_NULL;
static char question;

static void listen(void) { MPI_Irecv(&question, 1, MPI_BYTE, MPI_ANY_SOURCE, QUESTION, world, &questions); }

/// Answers whoever has asked.
static void answer(void) {
  static char word;
  int asked = 0;
  MPI_Status status;
  while (MPI_Test(&questions, &asked, &status) == MPI_SUCCESS && asked) {
    MPI_Send(&word, 1, MPI_BYTE, status.MPI_SOURCE, ANSWER, world);
    listen();
  }
}

static int begin(int *rank, int *count) {
  int given, flag = 0;
  MPI_Initialized(&flag);
  if (!flag && MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &given) != MPI_SUCCESS) return -1;
  if (MPI_Comm_dup(MPI_COMM_WORLD, &world) != MPI_SUCCESS) return -1;
  MPI_Comm_set_errhandler(world, MPI_ERRORS_RETURN);
  MPI_Comm_rank(world, rank);
  MPI_Comm_size(world, count);
  listen();
  return 0;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void pause_for(long nanoseconds) {
  struct timespec pause = {0, nanoseconds};
  nanosleep(&pause, NULL);
}

/// Whether another process answers, which one that waits itself does.
static int is_waiting(int partner) {
  static char word;
  MPI_Request requests[2];
  int done = 0;
  MPI_Isend(&question, 1, MPI_BYTE, partner, QUESTION, world, &requests[0]);
  MPI_Irecv(&word, 1, MPI_BYTE, partner, ANSWER, world, &requests[1]);
  for (double start = now(); !done && now() - start < 1.5;) {
    MPI_Status status;
    if (MPI_Test(&requests[1], &done, &status) != MPI_SUCCESS) return 0;
    answer();
    pause_for(200000);
  }
  return done;
}

/// Looks until all are there: at once, for the quickest answer; then giving way to who else wants the core; then asleep in between.
/// A blocking call of MPI would keep the core for itself, which the one that is waited for may need.
static int wait(MPI_Request *requests, int count, int partner, double seconds) {
  double start = now(), asked = start;
  MPI_Status statuses[2];
  for (long looks = 0;; looks++) {
    int done = 0;
    if (MPI_Testall(count, requests, &done, statuses) != MPI_SUCCESS) return GRADUS_MPI_FAILED;
    if (done) return GRADUS_MPI_DONE;
    if (looks < 200) continue;
    double time = now();
    if (time - start < 2e-3) {
      sched_yield();
      continue;
    }
    answer();
    if (seconds > 0 && time - asked > seconds) {
      if (!is_waiting(partner)) return GRADUS_MPI_SILENT;
      asked = now();
    }
    pause_for(time - start < 0.1 ? 20000 : 200000);
  }
}

static int exchange(const void *out, long out_count, void *in, long in_count, int partner, double seconds) {
  // The counts of MPI have 31 bits.
  const long most = 1l << 30;
  while (out_count > 0 || in_count > 0) {
    MPI_Request requests[2];
    int count = 0;
    long given = out_count < most ? out_count : most, taken = in_count < most ? in_count : most;
    if (given > 0 && MPI_Isend(out, (int)given, MPI_BYTE, partner, NUMBERS, world, &requests[count++]) != MPI_SUCCESS)
      return GRADUS_MPI_FAILED;
    if (taken > 0 && MPI_Irecv(in, (int)taken, MPI_BYTE, partner, NUMBERS, world, &requests[count++]) != MPI_SUCCESS)
      return GRADUS_MPI_FAILED;
    int status = wait(requests, count, partner, seconds);
    if (status) return status;
    out = (const char *)out + given;
    in = (char *)in + taken;
    out_count -= given;
    in_count -= taken;
  }
  return GRADUS_MPI_DONE;
}

static void end(void) {
  MPI_Status status;
  MPI_Cancel(&questions);
  MPI_Wait(&questions, &status);
  MPI_Finalize();
}

static void stop(int status) { MPI_Abort(MPI_COMM_WORLD, status); }

static const char *version(void) {
  static char text[MPI_MAX_LIBRARY_VERSION_STRING];
  int length = 0;
  if (MPI_Get_library_version(text, &length) != MPI_SUCCESS) return NULL;
  return text;
}

struct gradus_mpi_table gradus_mpi_table = {GRADUS_MPI_FORM, begin, exchange, end, stop, version};
