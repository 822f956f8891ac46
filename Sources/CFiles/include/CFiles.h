#pragma once

/// Remembers the path of a file that is being written beside its place, so that a signal that ends the program takes it
/// away: SIGHUP, SIGINT, SIGQUIT and SIGTERM. One file at a time in the whole program: a second caller waits until the first
/// forgets its own.
///
/// Call it before the file is made, and `gradus_forget_temporary` once it has been renamed or removed.
void gradus_remember_temporary(const char *path);
void gradus_forget_temporary(void);
