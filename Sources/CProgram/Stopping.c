#define _GNU_SOURCE
#include "include/CProgram.h"

#include <signal.h>
#include <string.h>

static volatile sig_atomic_t is_requested;

static const int stops[] = {SIGINT, SIGTERM};

static void set(int number, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

/// Only calls that a signal handler may make.
static void request(int number) {
  (void)number;
  is_requested = 1;
  for (unsigned i = 0; i < sizeof stops / sizeof *stops; i++) set(stops[i], SIG_DFL);
}

void gradus_program_stops_on_request(void) {
  for (unsigned i = 0; i < sizeof stops / sizeof *stops; i++) {
    struct sigaction before;
    sigaction(stops[i], NULL, &before);
    // What is ignored, as under nohup, stays ignored.
    if (before.sa_handler != SIG_IGN) set(stops[i], request);
  }
}

bool gradus_program_should_stop(void) { return is_requested; }
