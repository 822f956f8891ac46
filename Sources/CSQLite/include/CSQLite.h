#pragma once
#include <stddef.h>
#include <stdint.h>

/// A data base that is only read, with one query.
typedef struct GradusSQLite GradusSQLite;

/// What became of a call.
enum GradusSQLiteStatus {
  GradusSQLiteRow = 1,
  GradusSQLiteDone = 0,
  /// With a message.
  GradusSQLiteFailed = -1,
  /// The library is missing.
  GradusSQLiteMissing = -2,
};

/// What a value is.
enum GradusSQLiteType { GradusSQLiteNull = 0, GradusSQLiteInteger, GradusSQLiteReal, GradusSQLiteText, GradusSQLiteBlob };

/// Opens a file, or with `bytes` the content of one. Never writes. NULL where memory or the library is missing.
GradusSQLite *gradus_sqlite_open(const char *path, const uint8_t *bytes, size_t count);

/// Whether the library is there.
int gradus_sqlite_is_available(void);

void gradus_sqlite_close(GradusSQLite *base);

/// Begins a query, which must not change anything. Returns `GradusSQLiteDone`, or a failure.
enum GradusSQLiteStatus gradus_sqlite_query(GradusSQLite *base, const char *query);

/// The next row.
enum GradusSQLiteStatus gradus_sqlite_step(GradusSQLite *base);

int gradus_sqlite_columns(GradusSQLite *base);
const char *gradus_sqlite_name(GradusSQLite *base, int column);
enum GradusSQLiteType gradus_sqlite_type(GradusSQLite *base, int column);
double gradus_sqlite_number(GradusSQLite *base, int column);
int64_t gradus_sqlite_integer(GradusSQLite *base, int column);
const char *gradus_sqlite_text(GradusSQLite *base, int column);

/// What the library found wrong.
const char *gradus_sqlite_message(GradusSQLite *base);
