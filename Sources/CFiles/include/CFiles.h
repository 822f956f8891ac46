#pragma once

/// Remembers the path of a file that is being written beside its place, so that a signal that ends the program takes it
/// away: SIGHUP, SIGINT, SIGQUIT and SIGTERM. One file at a time in the whole program: a second caller waits until the first
/// forgets its own.
///
/// Call it before the file is made, and `gradus_forget_temporary` once it has been renamed or removed.
void gradus_remember_temporary(const char *path);
void gradus_forget_temporary(void);

/// Opens a new file of a folder to write into, which has no name and so is gone with the program, however that ends. -1 where the
/// file system has no such files (errno EOPNOTSUPP, EISDIR, EINVAL or ENOENT).
int gradus_open_unnamed(const char *folder, unsigned mode);

/// Gives an open file without a name this one; 0, or -1 with errno.
int gradus_give_name(int descriptor, const char *path);
