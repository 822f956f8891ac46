#pragma once

/// The door to OpenBLAS and LAPACK. The library is opened when first needed, so a program that never factorises runs without it.
/// All matrices are column-major and packed: the leading dimension is the number of rows.

#ifdef __cplusplus
extern "C" {
#endif

/// Opens the library once. 0 where it is there, -1 where it is not; then `gradus_lapack_message` says why.
int gradus_lapack_load(void);
/// What is loaded, or why nothing is.
const char *gradus_lapack_message(void);
/// The bytes of memory that can still be had.
long long gradus_available_memory(void);

/// Out of memory for a work array: no `info` of LAPACK has this value.
#define GRADUS_LAPACK_NO_MEMORY (-1000)

// The functions below return LAPACK's `info`: 0 for success, the place of the fault otherwise.

/// C <- alpha op(A) op(B) + beta C, op(M) being M for 'N' and its transpose for 'T'.
void gradus_dgemm(char trans_a, char trans_b, int m, int n, int k, double alpha, const double *a, int lda,
                  const double *b, int ldb, double beta, double *c, int ldc);
void gradus_sgemm(char trans_a, char trans_b, int m, int n, int k, float alpha, const float *a, int lda, const float *b,
                  int ldb, float beta, float *c, int ldc);

/// The largest column sum of magnitudes.
double gradus_norm1(int m, int n, const double *a);

int gradus_dgetrf(int m, int n, double *a, int *pivots);
int gradus_dgetrs(char trans, int n, int columns, const double *lu, const int *pivots, double *b);
int gradus_dgecon(int n, const double *lu, double norm, double *reciprocal);

int gradus_dpotrf(int n, double *a);
int gradus_dpotrs(int n, int columns, const double *factor, double *b);
int gradus_dpocon(int n, const double *factor, double norm, double *reciprocal);

int gradus_dgeqrf(int m, int n, double *a, double *tau);
int gradus_dorgqr(int m, int n, int k, double *a, const double *tau);
int gradus_dormqr(char trans, int m, int columns, int k, const double *a, const double *tau, double *c);
int gradus_dtrtrs(char trans, int n, int columns, const double *r, int ldr, double *b, int ldb);
int gradus_dtrcon(int n, const double *r, int ldr, double *reciprocal);

/// Minimises ||A x - b|| by singular values, for every rank; b has max(m, n) rows.
int gradus_dgelsd(int m, int n, int columns, double *a, double *b, double *singular_values, double tolerance, int *rank);
/// job 'S' gives the thin U and V', 'A' the full ones, 'N' neither.
int gradus_dgesdd(char job, int m, int n, double *a, double *singular_values, double *u, int ldu, double *vt, int ldvt);
/// Eigenvalues in rising order; a is overwritten by the eigenvectors where `vectors` is 'V'.
int gradus_dsyevd(char vectors, int n, double *a, double *values);
/// The eigenvalues of a square matrix without symmetry.
int gradus_dgeev(int n, double *a, double *real, double *imaginary);

#ifdef __cplusplus
}
#endif
