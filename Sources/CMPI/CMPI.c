#define _GNU_SOURCE
#include "include/CMPI.h"

#include "Shim.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

static char message[600];
static struct gradus_mpi_table *table;
static int own_rank, own_count = 1;
static int is_over;

/// A whole number of the environment; -1 where it is none.
static int number(const char *name) {
  const char *text = getenv(name);
  if (!text || !*text) return -1;
  char *end;
  long value = strtol(text, &end, 10);
  return *end || value < 0 || value > 1 << 24 ? -1 : (int)value;
}

/// The first of some names that is a number, or what is said otherwise.
static int first(const char *const *names, int otherwise) {
  for (; *names; names++)
    if (number(*names) >= 0) return number(*names);
  return otherwise;
}

// What OpenMPI's mpirun, MPICH's and Intel's, and `srun --mpi=pmix` or `--mpi=pmi2` say.
int gradus_mpi_expected(void) {
  static const char *const names[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", NULL};
  int count = first(names, -1);
  if (count > 0) return count;
  if (getenv("PMIX_RANK") && number("SLURM_STEP_NUM_TASKS") > 0) return number("SLURM_STEP_NUM_TASKS");
  return 1;
}

int gradus_mpi_expected_rank(void) {
  static const char *const names[] = {"OMPI_COMM_WORLD_RANK", "PMI_RANK", "PMIX_RANK", NULL};
  return gradus_mpi_expected() > 1 ? first(names, 0) : 0;
}

int gradus_mpi_local(void) {
  static const char *const names[] = {"OMPI_COMM_WORLD_LOCAL_SIZE", "MPI_LOCALNRANKS", NULL};
  int count = first(names, -1);
  if (count > 0) return count;
  // `4(x2)` or `4`: the tasks of this node's step.
  const char *tasks = getenv("SLURM_STEP_TASKS_PER_NODE");
  if (getenv("PMIX_RANK") && tasks && atoi(tasks) > 0) return atoi(tasks);
  return 1;
}

/// The shim stands beside the program, where an installation has its libraries, or where the package is built.
static int find(const char *implementation, char *path, int room) {
  char program[4096];
  long length = readlink("/proc/self/exe", program, sizeof program - 1);
  if (length <= 0) return 0;
  program[length] = 0;
  char *slash = strrchr(program, '/');
  if (slash) *slash = 0;
  static const char *const places[] = {"", "/../lib/gradus", "/../../mpi", NULL};
  for (const char *const *place = places; *place; place++) {
    snprintf(path, (size_t)room, "%s%s/libgradus-mpi-%s.so", program, *place, implementation);
    char *plain = realpath(path, NULL);
    if (!plain) continue;
    snprintf(path, (size_t)room, "%s", plain);
    free(plain);
    return 1;
  }
  return 0;
}

static struct gradus_mpi_table *open_shim(const char *implementation, int scope) {
  char path[4400];
  if (!find(implementation, path, sizeof path)) {
    snprintf(message, sizeof message,
             "%s began this program, and the part of gradus that speaks with it is not there: install its development package and run `make setup`",
             strcmp(implementation, "openmpi") ? "MPICH" : "OpenMPI");
    return NULL;
  }
  void *library = dlopen(path, RTLD_NOW | scope);
  struct gradus_mpi_table *found = library ? dlsym(library, "gradus_mpi_table") : NULL;
  if (!found) {
    const char *reason = dlerror();
    snprintf(message, sizeof message, "%.200s cannot be opened: %.300s", path, reason ? reason : "it is no shim of MPI");
    return NULL;
  }
  if (found->form != GRADUS_MPI_FORM) {
    snprintf(message, sizeof message, "%.400s is of another version of gradus: run `make setup`", path);
    return NULL;
  }
  return found;
}

int gradus_mpi_begin(void) {
  // MPI begins once; afterwards a process is alone.
  if (table || is_over) return 0;
  // OpenMPI opens its own parts later, and they look for its symbols everywhere.
  int is_openmpi = getenv("OMPI_COMM_WORLD_SIZE") || (getenv("PMIX_RANK") && !getenv("PMI_SIZE"));
  struct gradus_mpi_table *found = open_shim(is_openmpi ? "openmpi" : "mpich", RTLD_GLOBAL);
  if (!found) return -1;
  if (found->begin(&own_rank, &own_count)) {
    snprintf(message, sizeof message, "MPI does not begin");
    return -1;
  }
  table = found;
  return 0;
}

const char *gradus_mpi_message(void) { return message; }
int gradus_mpi_rank(void) { return own_rank; }
int gradus_mpi_count(void) { return own_count; }

void gradus_mpi_host(char *name, int room) {
  struct utsname system;
  snprintf(name, (size_t)room, "%s", uname(&system) ? "?" : system.nodename);
}

int gradus_mpi_exchange(const void *out, long out_count, void *in, long in_count, int partner, double seconds) {
  return table ? table->exchange(out, out_count, in, in_count, partner, seconds) : GRADUS_MPI_FAILED;
}

void gradus_mpi_end(void) {
  if (table) table->end();
  table = NULL;
  is_over = 1;
  own_rank = 0;
  own_count = 1;
}

void gradus_mpi_abort(int status) {
  if (table) table->abort(status);
}

const char *gradus_mpi_version(const char *implementation, char *path, int room) {
  if (!find(implementation, path, room)) return NULL;
  struct gradus_mpi_table *found = open_shim(implementation, RTLD_LOCAL);
  return found ? found->version() : NULL;
}
