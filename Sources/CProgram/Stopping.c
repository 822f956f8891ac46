#define _GNU_SOURCE
#include "include/CProgram.h"

#include <signal.h>
#include <string.h>

static volatile sig_atomic_t requested;

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
  requested = number;
  for (unsigned i = 0; i < sizeof stops / sizeof *stops; i++) set(stops[i], SIG_DFL);
}

void gradus_program_stops_on_request(void) {
  for (unsigned i = 0; i < sizeof stops / sizeof *stops; i++) {
    struct sigaction before;
    sigaction(stops[i], NULL, &before);
    // What is ignored, as under nohup, stays ignored.
    if (before.sa_handler == SIG_IGN) continue;
    set(stops[i], request);
    // Whoever started us may have held signals back in the thread that did; we want to hear them.
    sigset_t signal;
    sigemptyset(&signal);
    sigaddset(&signal, stops[i]);
    pthread_sigmask(SIG_UNBLOCK, &signal, NULL);
  }
}

int gradus_program_stop_signal(void) { return requested; }
